import type {
  Asked,
  ClusterView,
  DecisionView,
  FindingSeverity,
} from '../../clients/typescript/src/protocol';
import { joined, literal, type Row } from './row';
import { firstLine, type Say } from './words';

/** The row of a decision. */
export function describeDecision(decision: DecisionView, title: string | undefined, say: Say): Row {
  const { asked } = decision;
  const short = askedShortly(asked, say);
  const label = title ?? decision.taskTitle;
  return {
    label,
    description: short,
    ...iconOf(asked),
    tooltip: tooltip(decision, say),
    context: `decision.${asked.kind}`,
    spoken: say('{0}: {1}', short, label),
  };
}

/** What is asked, in a few words. */
export function askedShortly(asked: Asked, say: Say): string {
  switch (asked.kind) {
    case 'approval':
      return joined(
        asked.revision > 1
          ? say('approve {0}, revision {1}', asked.artifact, asked.revision)
          : say('approve {0}', asked.artifact),
        counted(asked.openQuestions.length, say('1 open question'), (many) =>
          say('{0} open questions', many),
        ),
        counted(asked.warnings.length, say('1 warning'), (many) => say('{0} warnings', many)),
      );
    case 'question':
      return firstLine(asked.text);
    case 'findings': {
      const open = asked.clusters.filter((cluster) => cluster.state === 'open').length;
      return open === 1 ? say('1 finding to judge') : say('{0} findings to judge', open);
    }
    case 'merge':
      return joined(
        say('merge into {0}', asked.target),
        asked.verification === undefined
          ? undefined
          : asked.verification.passed
            ? say('verified')
            : say('verification is red'),
        counted(asked.overlaps.length, say('overlaps 1 task'), (many) =>
          say('overlaps {0} tasks', many),
        ),
      );
    case 'failure':
    case 'conflict':
    case 'limit':
    case 'boundary':
      return firstLine(asked.reason);
    case 'trust':
      return say('may this run? {0}', asked.what);
    case 'footprint':
      return say('{0} files outside of what the spec names', asked.paths.length);
    default:
      // A newer daemon may ask what this extension does not know.
      return say('something that this extension does not know');
  }
}

/** A number of things, where there are any. */
function counted(count: number, one: string, many: (count: number) => string): string | undefined {
  return count === 0 ? undefined : count === 1 ? one : many(count);
}

function iconOf(asked: Asked): { readonly icon: string; readonly color?: string } {
  switch (asked.kind) {
    case 'approval':
      return { icon: 'checklist', color: 'charts.blue' };
    case 'question':
      return { icon: 'question', color: 'charts.blue' };
    case 'findings':
      return { icon: 'comment-discussion', color: 'charts.yellow' };
    case 'merge':
      return { icon: 'git-merge', color: 'charts.green' };
    case 'failure':
      return { icon: 'error', color: 'list.errorForeground' };
    case 'conflict':
      return { icon: 'warning', color: 'list.warningForeground' };
    case 'limit':
      return { icon: 'dashboard', color: 'list.warningForeground' };
    case 'trust':
      return { icon: 'shield', color: 'list.warningForeground' };
    case 'boundary':
      return { icon: 'lock', color: 'list.warningForeground' };
    case 'footprint':
      return { icon: 'map', color: 'list.warningForeground' };
    default:
      return { icon: 'circle-outline' };
  }
}

function tooltip(decision: DecisionView, say: Say): string {
  const { asked } = decision;
  const lines = [`**${literal(decision.taskTitle)}**`, '', literal(decision.summary)];
  const list = (heading: string, entries: readonly string[]) => {
    if (entries.length > 0) {
      lines.push('', `**${heading}**`, '', ...entries.map((entry) => `- ${literal(entry)}`));
    }
  };
  switch (asked.kind) {
    case 'approval':
      list(say('Assumptions'), asked.assumptions);
      list(say('Open questions'), asked.openQuestions);
      list(say('Warnings'), asked.warnings);
      if (asked.verify !== undefined) {
        lines.push('', say('Approving lets this run: {0}', `\`${asked.verify}\``));
      }
      break;
    case 'question':
      list(say('Proposed answers'), asked.options);
      break;
    case 'merge':
      list(say('Remarks'), asked.remarks ?? []);
      break;
    case 'boundary':
    case 'conflict':
    case 'footprint':
      list(say('Paths'), asked.paths.slice(0, 10));
      break;
    case 'findings':
    case 'failure':
    case 'limit':
    case 'trust':
      break;
  }
  lines.push('', literal(`${decision.repository} · ${decision.task}`));
  return lines.join('\n');
}

/** The row of findings that mean one defect. */
export function describeCluster(cluster: ClusterView, say: Say): Row {
  const place =
    cluster.file === undefined
      ? undefined
      : cluster.startLine === undefined
        ? cluster.file
        : `${cluster.file}:${cluster.startLine}`;
  const worst = cluster.severities[0] ?? 'nit';
  const description = joined(severities(cluster.severities, say), place, stateOf(cluster, say));
  return {
    label: firstLine(cluster.claim),
    description,
    ...severityIcon(worst),
    tooltip: [
      literal(cluster.claim),
      '',
      say('By {0}', cluster.families.map(literal).join(', ')),
      '',
      literal(cluster.why),
    ].join('\n'),
    context: `cluster.${cluster.state}`,
    spoken: joined(firstLine(cluster.claim), description),
  };
}

/** What reviewers say of how bad it is: a spread, never a sum. */
export function severities(said: readonly FindingSeverity[], say: Say): string {
  const distinct = [...new Set(said)];
  return distinct.map((one) => severity(one, say)).join('…');
}

function severity(said: FindingSeverity, say: Say): string {
  switch (said) {
    case 'critical':
      return say('critical');
    case 'major':
      return say('major');
    case 'minor':
      return say('minor');
    case 'nit':
      return say('nit');
  }
}

function severityIcon(said: FindingSeverity): { readonly icon: string; readonly color: string } {
  switch (said) {
    case 'critical':
      return { icon: 'error', color: 'list.errorForeground' };
    case 'major':
      return { icon: 'warning', color: 'list.warningForeground' };
    case 'minor':
      return { icon: 'info', color: 'charts.blue' };
    case 'nit':
      return { icon: 'lightbulb', color: 'descriptionForeground' };
  }
}

function stateOf(cluster: ClusterView, say: Say): string | undefined {
  switch (cluster.state) {
    case 'open':
      return undefined;
    case 'accepted':
      return say('accepted');
    case 'dismissed':
      return say('dismissed');
    case 'fixed':
      return say('fixed');
    case 'still-there':
      return say('still there');
    case 'moved':
      return say('moved');
    case 'folded':
      return say('folded: dismissed before');
  }
}
