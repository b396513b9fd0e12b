interface Expression {
  sourcePosition?: { line?: number; currentOffset?: number };
  values?: { value?: { boolValue?: boolean; undefined?: unknown }; count?: number }[];
  children?: Expression[];
}

interface CoverageReport {
  rules: { files: { content: string }[] };
  report: Expression[];
}

/** The emulator's account of what every expression of a project's rules was evaluated to. */
export async function readCoverage(host: string, projectId: string): Promise<CoverageReport> {
  const response = await fetch(`http://${host}/emulator/v1/projects/${projectId}:ruleCoverage`);
  if (!response.ok) throw new Error(`no coverage report: ${String(response.status)}`);
  return (await response.json()) as CoverageReport;
}

export interface AllowCoverage {
  line: number;
  source: string;
  wasTrue: boolean;
  /** An evaluation that failed (a missing document) denies too, but proves less: it does not count here. */
  wasFalse: boolean;
}

/** Each `allow … if` of the rules with what its condition came to. */
export function allowsOf({ rules, report }: CoverageReport): AllowCoverage[] {
  const source = rules.files[0]?.content ?? '';
  return [...source.matchAll(/allow [a-z, ]+: if ([^;]+);/g)].map((match) => {
    const condition = match[1] ?? '';
    const start = match.index + match[0].indexOf(condition, match[0].indexOf(': if '));
    const expression = find(report, start);
    const values = expression?.values ?? [];
    const came = (to: boolean): boolean =>
      values.some(({ value, count }) => value?.boolValue === to && (count ?? 0) > 0);
    return {
      line: source.slice(0, start).split('\n').length,
      source: match[0],
      wasTrue: came(true),
      wasFalse: came(false),
    };
  });
}

/** The outermost expression that starts there; where it ends, the report says inexactly. */
function find(expressions: Expression[], start: number): Expression | undefined {
  for (const expression of expressions) {
    if (expression.sourcePosition?.currentOffset === start) return expression;
    const inside = find(expression.children ?? [], start);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
