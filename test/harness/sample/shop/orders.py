"""Orders and what they cost."""

from shop.stock import Item, find_item

FREE_SHIPPING_CENTS = 5000
SHIPPING_CENTS = 490


def apply_discount(total_cents: int, percent: int) -> int:
    if not 0 <= percent <= 100:
        raise ValueError(f"percent must be between 0 and 100, not {percent}")
    discounted = total_cents * (100 - percent)
    return -(-discounted // 100)


def order_total(items: list[Item], names: list[str], percent: int = 0) -> int:
    total = 0
    for name in names:
        item = find_item(items, name)
        if item is None or item.quantity == 0:
            continue
        total += item.price_cents
    total = apply_discount(total, percent)
    if total < FREE_SHIPPING_CENTS:
        total += SHIPPING_CENTS
    return total
