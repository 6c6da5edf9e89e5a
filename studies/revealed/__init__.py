"""What those who act as they do must seek: the mixes of orders under which an action is a best reply."""
