"""Before a board is on the screen: welcome, passphrase, new board, who am I."""
