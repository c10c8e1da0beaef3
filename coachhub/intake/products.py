"""The program whose export a file is, told by its header, and what its words mean where they differ."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coachhub.intake.lexicon import load_lexicon
from coachhub.intake.words import fold, fold_header

# Of the columns at least this share is the product's: the others a person has added.
OWN_SHARE = 0.5
NO_WORDS: Mapping[str, str] = {}


class Product(NamedTuple):
    """One export: its columns, folded, and {word key: meaning} where its words mean something else."""

    name: str
    label: str
    must: frozenset[str]
    may: frozenset[str]
    words: Mapping[str, str]


def load_products() -> dict[str, Product]:
    """Every product of the lexicon by its name."""
    return {
        name: Product(
            name,
            about["label"],
            frozenset(map(fold, about["must"])),
            frozenset(map(fold, about["may"])),
            {fold(word): meaning for word, meaning in about.get("words", {}).items()},
        )
        for name, about in load_lexicon("products.toml").items()
    }


PRODUCTS = load_products()


def find_product(headers: Iterable[str]) -> Product | None:
    """The product whose columns these are; None for a tracker that somebody made for himself."""
    folded = {fold_header(header): fold(header) for header in headers if header.strip()}
    names = folded.keys() | folded.values()
    best: tuple[int, Product] | None = None
    for product in PRODUCTS.values():
        if product.must <= names or product.must <= folded.keys():
            every = product.must | product.may
            own = sum(1 for opened, plain in folded.items() if opened in every or plain in every)
            if own >= OWN_SHARE * len(folded) and (best is None or own > best[0]):
                best = own, product
    return best[1] if best else None


def read_words(product: Product | None) -> Mapping[str, str]:
    """{word key: meaning}, as a person would decide it, of a product's own words."""
    return NO_WORDS if product is None else product.words
