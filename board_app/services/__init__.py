"""What people do: one command and one handler per intention."""
