"""camdesk: a register of video-surveillance cameras, from the tender to the scrap heap."""

__version__ = "0.1.0"
