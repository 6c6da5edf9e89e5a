// Pictures of lines and shapes.

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.flat());
  return element;
}

const picture = (viewBox, name, words, children) => svg("svg", { viewBox, class: `picture ${name}`, role: "img", "aria-label": words }, children);
