import type {
  ClusterView,
  ClusterViewState,
  FindingList,
  FindingPlace,
  FindingSeverity,
  FindingView,
} from '../../clients/typescript/src/protocol';
import type { Say } from './words';

/** One reviewer's words, as a comment. */
export interface Remark {
  readonly author: string;
  /** Beside the author: severity, family, pass. */
  readonly label: string;
  /** Markdown that may be shown without trust. */
  readonly body: string;
}

/** Where lines are in a document, from 1. */
export interface Lines {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The lines themselves are there; otherwise this is the nearest place. */
  readonly survives: boolean;
}

/** Findings that mean one defect, as a thread of comments. */
export interface FindingThread {
  readonly task: string;
  readonly cluster: string;
  /** Every finding in it: what a judgement names. */
  readonly findings: readonly string[];
  readonly state: ClusterViewState;
  /** Whether it waits for a judgement. */
  readonly open: boolean;
  readonly title: string;
  readonly remarks: readonly Remark[];
  /** Undefined when nobody named a file that is there. */
  readonly place: Lines | undefined;
}

/** The threads of a task's findings, in the order of the clusters. */
export function threads(
  task: string,
  list: FindingList,
  places: readonly FindingPlace[],
  say: Say,
): FindingThread[] {
  const findings = new Map(list.findings.map((finding) => [finding.id, finding]));
  const placed = new Map(places.map((place) => [place.finding, place]));
  return list.clusters.map((cluster) => {
    const members = cluster.findings.flatMap((id) => findings.get(id) ?? []);
    const place = placeOf(members, placed);
    return {
      task,
      cluster: cluster.id,
      findings: cluster.findings,
      state: cluster.state,
      open: cluster.state === 'open',
      title: titleOf(cluster, say),
      remarks: [
        ...members.map((finding) => remark(finding, list.pass, say)),
        ...about(cluster, place, say),
      ],
      place,
    };
  });
}

/** The first place whose lines are there, else the first of all. */
function placeOf(
  members: readonly FindingView[],
  placed: ReadonlyMap<string, FindingPlace>,
): Lines | undefined {
  const places = members.flatMap((finding) => placed.get(finding.id) ?? []);
  const best = places.find((place) => place.survives) ?? places[0];
  return best === undefined
    ? undefined
    : {
        file: best.file,
        start: best.startLine,
        end: Math.max(best.startLine, best.endLine),
        survives: best.survives,
      };
}

/** The state and the spread of severities, with how many families agree. */
function titleOf(cluster: ClusterView, say: Say): string {
  const families = cluster.families.length;
  return [
    stateInWords(cluster.state, say),
    spread(cluster.severities, say),
    families === 1 ? say('1 family') : say('{0} families', families),
  ].join(' · ');
}

/** `major`, or `critical to nit` where reviewers differ; never a sum. */
export function spread(severities: readonly FindingSeverity[], say: Say): string {
  const worst = severities[0];
  const mildest = severities.at(-1);
  if (worst === undefined || mildest === undefined) {
    return say('no severity');
  }
  return worst === mildest
    ? severityInWords(worst, say)
    : say('{0} to {1}', severityInWords(worst, say), severityInWords(mildest, say));
}

export function severityInWords(severity: FindingSeverity, say: Say): string {
  switch (severity) {
    case 'critical':
      return say('critical');
    case 'major':
      return say('major');
    case 'minor':
      return say('minor');
    case 'nit':
      return say('nit');
    default:
      return severity;
  }
}

export function stateInWords(state: ClusterViewState, say: Say): string {
  switch (state) {
    case 'open':
      return say('To judge');
    case 'accepted':
      return say('Accepted, on its way to the builder');
    case 'dismissed':
      return say('Dismissed');
    case 'fixed':
      return say('Fixed');
    case 'still-there':
      return say('Still there');
    case 'moved':
      return say('Still there, elsewhere');
    case 'folded':
      return say('Dismissed before, and only counted');
    default:
      return state;
  }
}

function remark(finding: FindingView, pass: number, say: Say): Remark {
  const label = [
    severityInWords(finding.severity, say),
    finding.family ?? say('family unknown'),
    ...(pass > 1 ? [say('pass {0}', finding.pass)] : []),
  ];
  return { author: finding.preset, label: label.join(' · '), body: words(finding, say) };
}

/** A reviewer's words, with what it quotes and proposes. */
function words(finding: FindingView, say: Say): string {
  const parts = [harmless(finding.text.trim())];
  if (finding.malformed !== undefined) {
    parts.push(
      `_${say('The report could not be read as it should: {0}', harmless(finding.malformed))}_`,
    );
  }
  const where = [finding.symbol, finding.defectClass].flatMap((word) =>
    word ? [plain(word)] : [],
  );
  if (where.length > 0) {
    parts.push(where.join(' · '));
  }
  if (finding.evidence) {
    parts.push(fenced(finding.evidence));
  }
  if (finding.suggestion) {
    parts.push(`**${say('Suggestion')}:** ${harmless(finding.suggestion.trim())}`);
  }
  if (finding.probe) {
    parts.push(
      `${say('A command that shows it; run it only if you trust it:')}\n${fenced(finding.probe)}`,
    );
  }
  return parts.join('\n\n');
}

/** What is to be known of the whole cluster: why it is one, where it is, what was judged. */
function about(cluster: ClusterView, place: Lines | undefined, say: Say): Remark[] {
  const notes: string[] = [];
  if (cluster.findings.length > 1) {
    notes.push(say('Taken for one defect: {0}', plain(cluster.why)));
  }
  if (place?.survives === false) {
    notes.push(say('The lines that this was said of are not here; this is the nearest place.'));
  }
  if (place === undefined && cluster.file !== undefined) {
    notes.push(say('Said of {0}, which is not there.', plain(located(cluster))));
  }
  if (cluster.state !== 'open') {
    const judged = stateInWords(cluster.state, say);
    notes.push(cluster.line ? `**${judged}:** ${harmless(cluster.line)}` : `**${judged}**`);
  }
  return notes.length === 0 ? [] : [{ author: 'Tercet', label: '', body: notes.join('\n\n') }];
}

function located(cluster: ClusterView): string {
  return cluster.startLine === undefined
    ? (cluster.file ?? '')
    : `${cluster.file ?? ''}:${cluster.startLine}`;
}

/** Markdown of an agent, without pictures: showing one would fetch it from wherever it says. */
export function harmless(markdown: string): string {
  return markdown.replace(/!\[/g, '!\\[');
}

/** A text that means nothing in Markdown. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~]/g, '\\$&');
}

/** As code, whatever fences it holds itself. */
export function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code.replace(/\n$/, '')}\n${fence}`;
}

/** The page that holds the findings which have no place in a file, and the line of each. */
export function pageOf(
  placeless: readonly FindingThread[],
  title: string,
  say: Say,
): { readonly text: string; readonly lines: ReadonlyMap<string, number> } {
  const text = [`# ${title}`, '', say('Findings that name no file, or one that is not there.'), ''];
  const lines = new Map<string, number>();
  for (const thread of placeless) {
    lines.set(thread.cluster, text.length + 1);
    const claim = thread.remarks[0]?.body.split('\n', 1)[0] ?? '';
    text.push(`- ${claim}`, '');
  }
  return { text: text.join('\n'), lines };
}

/** Whether a thread has to be drawn anew. */
export function sameThread(left: FindingThread, right: FindingThread): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** What is shown on the documents of each commit. */
export interface Looks {
  /** Where findings are in commits that are shown on the right, by commit. */
  readonly after: ReadonlyMap<string, readonly FindingPlace[]>;
  /** The same of reviewed commits that are shown on the left. */
  readonly before: ReadonlyMap<string, readonly FindingPlace[]>;
}

/**
 * The threads of each commit's documents. What is to be judged stands in the newer text; what was
 * judged stands where it was said, if that is on the left of a diff, so that it is seen beside what
 * became of it.
 */
export function threadsByCommit(
  task: string,
  list: FindingList,
  looks: Looks,
  say: Say,
): Map<string, FindingThread[]> {
  const found = new Map<string, FindingThread[]>();
  const left = new Set<string>();
  for (const [commit, places] of looks.before) {
    const settled = threads(task, list, places, say).filter(
      (thread) => !thread.open && thread.place?.survives === true,
    );
    settled.forEach((thread) => left.add(thread.cluster));
    found.set(commit, settled);
  }
  for (const [commit, places] of looks.after) {
    const here = threads(task, list, places, say).filter((thread) => !left.has(thread.cluster));
    found.set(commit, [...(found.get(commit) ?? []), ...here]);
  }
  return found;
}
