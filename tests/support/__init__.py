"""What the tests stand on: a browser, a database server, people, and checks of the tree."""
