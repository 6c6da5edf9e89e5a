"""The commands: parse, call, write. Everything that a command does is a call that a script can make too."""
