"""One country review: judged, rated and written, then frozen."""
