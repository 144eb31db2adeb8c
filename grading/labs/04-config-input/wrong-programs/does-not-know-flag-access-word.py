"""A program that does not know the flag --access-word.

@file settings.py
@base python
@caughtBy the flag --access-word counts, and before the variable
@says unrecognized arguments: --access-word
"""


def settle(wishes):
    """wishes: (name, read, usual, asked, hidden) for each setting. Returns the values in this order."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--data")
    for name, *_ in wishes[:2]:
        parser.add_argument("--" + name)
    flags = {"access_word": None, **vars(parser.parse_args())}
    values = []
    for name, read, usual, asked, hidden in wishes:
        key = name.replace(" ", "_")
        text = flags[key]
        if text is None:
            text = os.environ.get("LAB_" + key.upper()) or None
        if text is None and asked and sys.stdin.isatty():
            values.append(ask(name, read, usual, hidden))
            continue
        text = usual if text is None else text
        try:
            values.append(read(text))
        except ValueError as reason:
            given = "this" if hidden else json.dumps(text, ensure_ascii=False)
            die(f"Cannot use {given} as the {name}: {reason}")
    return values
