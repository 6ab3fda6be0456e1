"""What lies on the shelves of the shop."""

from dataclasses import dataclass


@dataclass
class Item:
    name: str
    price_cents: int
    quantity: int


def find_item(items: list[Item], name: str) -> Item | None:
    """The first item with that name."""
    for item in items:
        if item.name == name:
            return item
    return None


def total_value(items: list[Item]) -> int:
    """What everything on the shelves is worth, in cents."""
    return sum(