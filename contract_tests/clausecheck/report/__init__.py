"""The files of --contract-report."""
