"""A stateful mock of the Rooms and Brands API, standing on the generated server stub."""
