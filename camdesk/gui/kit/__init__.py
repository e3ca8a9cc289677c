"""Controls that every room of the window shares. They take plain values and callables.

Nothing here knows the register. Texts handed to a control are shown as they are, never as markup.
A control speaks the language in which it was made: on a change of language make it anew.
"""
