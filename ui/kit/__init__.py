"""Components of the window: the only place where Qt's labels and message boxes are used."""
