import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** What a page holds when the query does not say (Ponder's default). */
const DEFAULT_PAGE = 50;

export type QueryCost = {
  /** Levels of selected fields. */
  depth: number;
  /** Rows that the query may make the database read. */
  rows: number;
};

type Reading = {
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  maxDepth: number;
};

/** Upper bound of what a query asks for. Stops counting at `maxDepth`, so that fragments cannot loop. */
export function queryCost(
  document: DocumentNode,
  variables: Record<string, unknown>,
  maxDepth: number,
): QueryCost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition);
  }
  const reading = { fragments, variables, maxDepth };
  const costs = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? selectionCost(definition.selectionSet, 0, 1, reading)
      : { depth: 0, rows: 0 },
  );
  return {
    depth: Math.max(0, ...costs.map(({ depth }) => depth)),
    rows: costs.reduce((sum, { rows }) => sum + rows, 0),
  };
}

function selectionCost(
  selections: SelectionSetNode,
  depth: number,
  parents: number,
  reading: Reading,
): QueryCost {
  const total = { depth, rows: 0 };
  if (depth > reading.maxDepth) return total;
  for (const selection of selections.selections) {
    const cost =
      selection.kind === Kind.FIELD
        ? fieldCost(selection, depth, parents, reading)
        : fragmentCost(selection, depth, parents, reading);
    total.depth = Math.max(total.depth, cost.depth);
    total.rows += cost.rows;
  }
  return total;
}

function fragmentCost(
  selection: Exclude<SelectionSetNode["selections"][number], FieldNode>,
  depth: number,
  parents: number,
  reading: Reading,
): QueryCost {
  const spread = selection.kind === Kind.FRAGMENT_SPREAD;
  const fragment = spread ? reading.fragments.get(selection.name.value) : selection;
  // A level of its own: a fragment that spreads itself ends at the depth limit.
  return fragment
    ? selectionCost(fragment.selectionSet, depth + 1, parents, reading)
    : { depth, rows: 0 };
}

function fieldCost(field: FieldNode, depth: number, parents: number, reading: Reading): QueryCost {
  // Introspection reads no rows and is deep by nature.
  if (field.name.value.startsWith("__")) return { depth, rows: 0 };
  if (!field.selectionSet) return { depth: depth + 1, rows: 0 };
  const page = field.selectionSet.selections.some(
    (it) => it.kind === Kind.FIELD && it.name.value === "items",
  );
  const rows = page ? parents * limitOf(field, reading.variables) : parents;
  const inner = selectionCost(field.selectionSet, depth + 1, rows, reading);
  return { depth: inner.depth, rows: inner.rows + (page ? rows : 0) };
}

function limitOf(field: FieldNode, variables: Record<string, unknown>): number {
  const value = field.arguments?.find((it) => it.name.value === "limit")?.value;
  const given =
    value?.kind === Kind.INT
      ? value.value
      : value?.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : undefined;
  const limit = Number(given ?? DEFAULT_PAGE);
  return Number.isFinite(limit) ? Math.max(1, limit) : DEFAULT_PAGE;
}
