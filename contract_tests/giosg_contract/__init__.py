"""Rules and stories of giosg's Rooms and Brands, and who a caller is: beyond the words."""
