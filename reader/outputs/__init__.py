"""Recording → what people use: MP3 tags, captions, timing."""
