"""What a single data set needs beyond its format: a module for each set and for each part.

``prepare = "NAME"`` in ``data/sources.toml`` names a module here with the function

``prepare(frame)``
    gets the frame that the reader read (with ``reader = "members"``: the content of each member
    by its name) and returns a frame with the described and the dropped columns.

``maker = "NAME"`` names a module with the function ``make``, and ``maker = "NAME.FUNCTION"`` that
function, where one module makes several parts:

``make(members, frame)``
    gets the content of each member by its name and the frame of the set as a learner loads it;
    returns an array, plain data, or for a folder the pixels of each picture by its path in it.
"""
