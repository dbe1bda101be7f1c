"""Generated requests and stories, and the judging of what they were answered."""
