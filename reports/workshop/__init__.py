"""The workshop on paper and on the wall: cards, plan and sheets to hand out, and what the room wrote."""
