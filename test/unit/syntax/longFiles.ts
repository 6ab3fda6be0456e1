/** A long file of a language, and what is typed into it. */
export interface LongFile {
  /** Stands once around all pieces. */
  readonly head: string;
  readonly tail: string;
  /** A few definitions; `_N_` is replaced by the number of the piece. */
  readonly piece: string;
  /** Behind this text of a piece the typing begins, on a line of its own. */
  readonly place: string;
  readonly typed: string;
}

const javaLike = {
  typed: 'int seen = 0;\n    if (items.size() > limit) {\n      report("too many", items);\n    }\n    seen += 2;',
  place: 'int count, int limit) {\n    ',
};

/** Files whose statements lie side by side, and files that are one class, namespace, module or call. */
export const longFiles: Readonly<Record<string, LongFile>> = {
  typescript: {
    head: "import { a } from './a';\n\n",
    tail: '',
    piece:
      "/** Keeps the orders of shop _N_. */\nexport class Orders_N_ extends Store<Order> {\n  readonly #byId = new Map<string, Order>();\n\n  async add(order: Order, limit = 3): Promise<number> {\n    for (const { price } of order.items) {\n      this.#total += price; // Without tax.\n    }\n    return this.#total > 1_000 ? `a ${order.id}` : 0;\n  }\n}\n\ntype Kind_N_ = 'open' | { readonly refused: string };\n\n",
    place: 'limit = 3): Promise<number> {\n    ',
    typed:
      "const seen = new Set<string>();\n    if (order.items.length > limit) {\n      report(`many: ${order.id}`, 'orders', [seen.size]);\n    }\n    const last = this.at(-1) ?? { price: 0 };",
  },
  typescriptreact: {
    head: '',
    tail: '',
    piece:
      'export function List_N_({ items }: Props) {\n  const [open, setOpen] = useState(false);\n  return (\n    <ul className="list">\n      {items.map((item) => (\n        <li key={item.id} onClick={() => setOpen(!open)}>{item.name}</li>\n      ))}\n    </ul>\n  );\n}\n\n',
    place: 'useState(false);\n  ',
    typed: 'if (items.length === 0) {\n    return <p className="none">No {kind} here</p>;\n  }',
  },
  javascript: {
    head: "describe('orders', () => {\n",
    tail: '});\n',
    piece:
      "  it('adds _N_', async () => {\n    const orders = new Orders({ rate: 2 });\n    expect(orders.add(_N_)).toBe(3);\n    for (const each of orders) {\n      await each.close();\n    }\n  });\n\n",
    place: '{ rate: 2 });\n    ',
    typed:
      "const { total } = await orders.sum((a, b) => a + b);\n    if (total > 3) {\n      throw new Error('much');\n    }",
  },
  python: {
    head: 'import os\n\n\n',
    tail: '',
    piece:
      'class Orders_N_(Store):\n    """Keeps the orders of shop _N_."""\n\n    async def add(self, order: Order, *, quiet: bool = False) -> float:\n        if order.id in self._by_id:\n            raise KeyError(f"There is {order.id} already.")\n        for item in order.items:\n            self._total += item.price  # Without tax.\n        return 0.0\n\n\ndef total_N_(orders: Sequence[Order]) -> float:\n    if not orders:\n        return 0.0\n    return sum(item.price for item in orders)\n\n\n',
    place: 'quiet: bool = False) -> float:\n        ',
    typed:
      'seen = set()\n        if len(order.items) > limit:\n            report(f"many: {order.id}", \'orders\', [len(seen)])\n        last = self.at(-1) or Item(0, count=1)',
  },
  'python class': {
    head: 'class Orders(Store):\n    """Keeps orders."""\n\n',
    tail: '',
    piece:
      '    def add_N_(self, order, quiet=False):\n        if order.id in self._by_id:\n            raise KeyError("There is one")\n        for item in order.items:\n            self._total += item.price\n        return 0.0\n\n',
    place: 'quiet=False):\n        ',
    typed:
      'while len(seen) > 3:\n            seen.pop()\n        with open(name) as file:\n            return file.read()',
  },
  java: {
    head: 'package a.b;\n\nimport java.util.List;\n\npublic class Orders extends Store {\n',
    tail: '}\n',
    piece:
      '  /** Adds _N_. */\n  @Override\n  public int add_N_(List<Order> items, int count, int limit) {\n    for (Order item : items) {\n      total += item.price;\n    }\n    return total;\n  }\n\n',
    ...javaLike,
  },
  csharp: {
    head: 'using System;\n\nnamespace Shop\n{\n  public class Orders : Store\n  {\n',
    tail: '  }\n}\n',
    piece:
      '    /// <summary>Adds _N_.</summary>\n    public int Add_N_(List<Order> items, int count, int limit) {\n    foreach (var item in items) {\n      total += item.Price;\n    }\n    return total;\n    }\n\n',
    ...javaLike,
  },
  go: {
    head: 'package shop\n\nimport "fmt"\n\n',
    tail: '',
    piece:
      '// Add_N_ adds.\nfunc (o *Orders) Add_N_(items []Item, limit int) (int, error) {\n\tfor _, item := range items {\n\t\to.total += item.Price\n\t}\n\treturn o.total, nil\n}\n\ntype Kind_N_ struct {\n\tName string\n}\n\n',
    place: 'limit int) (int, error) {\n\t',
    typed:
      'seen := map[string]int{}\n\tif len(items) > limit {\n\t\tfmt.Println("many", items[0])\n\t}\n\tlast, err := o.At(1)',
  },
  rust: {
    head: 'use std::fmt;\n\nmod shop {\n',
    tail: '}\n',
    piece:
      '    /// Adds.\n    #[inline]\n    pub fn add_N_(items: &[Item], limit: usize) -> u32 {\n        let mut total = 0;\n        for item in items {\n            total += item.price;\n        }\n        total\n    }\n\n',
    place: 'limit: usize) -> u32 {\n        ',
    typed:
      'let seen: Vec<u32> = Vec::new();\n        if items.len() > limit {\n            println!("many {}", limit);\n        }',
  },
  c: {
    head: '#ifndef SHOP_H\n#define SHOP_H\n\n#include <stdio.h>\n\n',
    tail: '#endif\n',
    piece:
      '/* Adds. */\nstatic int add_N_(struct order *items, int count, int limit) {\n    int total = 0;\n    for (int i = 0; i < count; i++) {\n        total += items[i].price;\n    }\n    return total;\n}\n\n',
    place: 'int limit) {\n    ',
    typed: 'char name[20];\n    if (count > limit) {\n        printf("many: %d\\n", count);\n    }',
  },
  cpp: {
    head: '#include <vector>\n\nnamespace shop {\n\n',
    tail: '}  // namespace shop\n',
    piece:
      'template <typename T>\nint add_N_(const std::vector<T>& items, int limit) {\n  int total = 0;\n  for (const auto& item : items) {\n    total += item.price;\n  }\n  return total;\n}\n\n',
    place: 'int limit) {\n  ',
    typed:
      'std::map<std::string, int> seen;\n  if (items.size() > limit) {\n    report("many", [&](int x) { return x; });\n  }',
  },
  php: {
    head: '<?php\n\nnamespace App;\n\n',
    tail: '',
    piece:
      'class Orders_N_ extends Store\n{\n    public function add(array $items, int $limit): int\n    {\n        foreach ($items as $item) {\n            $this->total += $item->price;\n        }\n        return $this->total;\n    }\n}\n\n',
    place: 'int $limit): int\n    {\n        ',
    typed:
      '$seen = [\'a\' => 1];\n        if (count($items) > $limit) {\n            report("many {$limit}", $seen);\n        }',
  },
  kotlin: {
    head: 'package shop\n\nclass Orders : Store() {\n',
    tail: '}\n',
    piece:
      '    fun add_N_(items: List<Item>, limit: Int): Int {\n        for (item in items) {\n            total += item.price\n        }\n        return total\n    }\n\n',
    place: 'limit: Int): Int {\n        ',
    typed:
      'val seen = mutableListOf<Int>()\n        if (items.size > limit) {\n            report("many $limit", seen.map { it + 1 })\n        }',
  },
  ruby: {
    head: 'module Shop\n',
    tail: 'end\n',
    piece:
      '  # Adds.\n  class Orders_N_ < Store\n    def add(items, limit)\n      items.each do |item|\n        @total += item.price\n      end\n      @total\n    end\n  end\n\n',
    place: 'def add(items, limit)\n      ',
    typed:
      'seen = []\n      if items.size > limit\n        report("many #{limit}", seen)\n      end\n      last = items.last',
  },
  lua: {
    head: 'local shop = {}\n\n',
    tail: 'return shop\n',
    piece:
      'function shop.add_N_(items, limit)\n  local total = 0\n  for _, item in ipairs(items) do\n    total = total + item.price\n  end\n  return total\nend\n\n',
    place: '(items, limit)\n  ',
    typed: 'local seen = {}\n  if #items > limit then\n    report("many", limit)\n  end',
  },
  shellscript: {
    head: '#!/bin/bash\n\n',
    tail: '',
    piece:
      '# Adds.\nadd_N_() {\n  local total=0\n  for item in "$@"; do\n    total=$((total + item))\n  done\n  echo "$total"\n}\n\n',
    place: 'local total=0\n  ',
    typed: 'seen="$1"\n  if [ "$seen" -gt 3 ]; then\n    echo "many ${seen}"\n  fi',
  },
};

/** The text of a long file, and where in its middle the typing begins. */
export function longText(
  { head, piece, place, tail }: LongFile,
  pieces: number,
): { readonly text: string; readonly start: number } {
  const all = Array.from({ length: pieces }, (_, index) => piece.replaceAll('_N_', String(index)));
  const text = head + all.join('') + tail;
  const middle = head.length + all.slice(0, pieces >> 1).join('').length;
  return { text, start: text.indexOf(place, middle) + place.length };
}
