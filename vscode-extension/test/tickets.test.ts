import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueOf, ticketOf, ticketsIn } from '../src/tickets';

const titles = (text: string) => ticketsIn(text).map((ticket) => ticket.title);

test('the first line is the title, the rest the description', () => {
  assert.deepEqual(ticketOf('# CSV export\r\n\r\nAll pages.\r\nSemicolons.'), {
    title: 'CSV export',
    description: 'All pages.\nSemicolons.',
    labels: [],
  });
  assert.equal(ticketOf(' \n '), undefined);
});

test('a title over 200 characters is cut and goes on in the description', () => {
  const long = 'a'.repeat(300);
  const ticket = ticketOf(`${long}\nmore`);
  assert.equal(ticket?.title.length, 200);
  assert.ok(ticket.description.startsWith(long));
  assert.ok(ticket.description.endsWith('more'));
});

test('each heading of the second level is a ticket, with all that is under it', () => {
  const text =
    '# Sprint 12\nNot this.\n\n## One\nBody of one.\n### Detail\nStill one.\n\n## Two ##\n';
  assert.deepEqual(ticketsIn(text), [
    { title: 'One', description: 'Body of one.\n### Detail\nStill one.', labels: [] },
    { title: 'Two', description: '', labels: [] },
  ]);
});

test('headings in code fences and front matter are text', () => {
  assert.deepEqual(titles('---\ntags: x\n---\n## One\n```\n## not one\n```\n## Two'), [
    'One',
    'Two',
  ]);
});

test('without such headings, those of the highest level with several are tickets', () => {
  assert.deepEqual(titles('# One\ntext\n# Two\n### deep'), ['One', 'Two']);
});

test('without headings each entry of a list is a ticket, and what is indented belongs to it', () => {
  assert.deepEqual(ticketsIn('Tickets:\n- [ ] One\n  more of one\n\n2. Two\n'), [
    { title: 'One', description: 'more of one', labels: [] },
    { title: 'Two', description: '', labels: [] },
  ]);
});

test('without headings and lists each paragraph is a ticket', () => {
  assert.deepEqual(titles('One\nmore\n\n\nTwo\n'), ['One', 'Two']);
  assert.deepEqual(titles('\n \n'), []);
});

test('a list of issues as JSON is a list of tickets', () => {
  const issues = [
    { title: 'One', body: 'Do it.', labels: [{ name: 'bug' }, 'ui'], url: 'https://example.org/1' },
    { title: '', body: 'no title' },
    { title: 'Two', description: 'GitLab calls it so' },
    7,
  ];
  assert.deepEqual(ticketsIn(JSON.stringify(issues)), [
    { title: 'One', description: 'Do it.\n\nhttps://example.org/1', labels: ['bug', 'ui'] },
    { title: 'Two', description: 'GitLab calls it so', labels: [] },
  ]);
});

test('text that only looks like JSON is text', () => {
  assert.deepEqual(titles('[ ] not json'), ['[ ] not json']);
});

test('an issue as `gh issue view` prints it into a pipe', () => {
  const text =
    'title:\tLogin fails\nstate:\tOPEN\nlabels:\tbug, auth\nnumber:\t12\n--\nOn Safari.\n';
  assert.deepEqual(issueOf(text), {
    title: 'Login fails',
    description: 'On Safari.',
    labels: ['bug', 'auth'],
  });
});

test('an issue as `gh issue view` shows it in a terminal', () => {
  const text =
    'Login fails acme/shop#12\nOpen • ann opened about 2 days ago • 3 comments\n\n\n  On Safari.\n';
  assert.deepEqual(issueOf(text), {
    title: 'Login fails',
    description: 'On Safari.\n\nIssue acme/shop#12',
    labels: [],
  });
});

test('an issue as it is copied from its page', () => {
  const text = 'Login fails #12\nOpen\nann opened on Jan 3, 2026\n\nOn Safari.\n\nSince: yesterday';
  assert.deepEqual(issueOf(text), {
    title: 'Login fails',
    description: 'On Safari.\n\nSince: yesterday\n\nIssue #12',
    labels: [],
  });
});

test('an issue as `glab issue view` shows it', () => {
  const text = 'open • opened by ann about 2 days ago\nLogin fails #12\n\nOn Safari.';
  assert.deepEqual(issueOf(text), {
    title: 'Login fails',
    description: 'On Safari.\n\nIssue #12',
    labels: [],
  });
});

test('any other text is a ticket; a link alone is none', () => {
  assert.equal(issueOf('Login fails\nOn Safari.')?.description, 'On Safari.');
  assert.equal(issueOf('https://github.com/acme/shop/issues/12'), undefined);
  assert.equal(issueOf('  '), undefined);
});
