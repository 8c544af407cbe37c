"""The words of the command line, one file each; each holds a click command named `command`."""
