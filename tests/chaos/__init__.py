"""What machines, people and servers do to the program (`make chaos`): kills, signals, full disks, locks, bad input."""
