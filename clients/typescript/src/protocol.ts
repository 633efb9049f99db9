// Generated from the protocol's records by `./dev generate`; do not edit.

/** A request: its method's name, and the types of its parameters and of its answer. */
export class RequestType<Params, Result> {
  declare readonly types: readonly [Params, Result];
  constructor(readonly method: string) {}
}

/** A notification of the daemon: its method's name, and the type of its parameters. */
export class NotificationType<Params> {
  declare readonly types: readonly [Params];
  constructor(readonly method: string) {}
}

/** Ends a task without merging it; its branch and artifacts are kept. */
export interface Abandon {
  readonly task: string;
  readonly reason?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** Answers an agent's question. */
export interface Answer {
  readonly task: string;
  readonly text: string;
  /** its id; null where only one question is open */
  readonly decision?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** Approves what was shown. */
export interface Approve {
  readonly task: string;
  /** its id; null where only one approval is open */
  readonly decision?: string;
  /** as shown; refused as stale when it is another by now */
  readonly artifactRevision?: number;
  /** as shown */
  readonly blob?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** The artifacts of a task, in the order in which they were first written. */
export interface ArtifactList {
  readonly artifacts: readonly ArtifactView[];
}

/** One revision of an artifact. */
export interface ArtifactText {
  readonly name: string;
  readonly revision: number;
  readonly blob: string;
  readonly text: string;
  /** the text is over 1 MiB and was cut behind the last whole line */
  readonly truncated: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** A file that a step produced for the others to read. */
export interface ArtifactView {
  /** such as `spec.md` */
  readonly name: string;
  /** counts from 1 */
  readonly revision: number;
  /** git's object id of the content */
  readonly blob: string;
  /** name of the step that wrote it */
  readonly step: string;
  /** whether exactly this content is approved */
  readonly approved: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** absolute, of the file in the worktree, where a person may edit it; null when there is no worktree */
  readonly path?: string;
}

/** What a human is asked to decide; `kind` on the wire is the record's name in lower case. */
export type Asked =
  | AskedApproval
  | AskedQuestion
  | AskedFindings
  | AskedMerge
  | AskedFailure
  | AskedConflict
  | AskedLimit
  | AskedTrust
  | AskedBoundary
  | AskedFootprint;

/** Whether an artifact is right. Answered by approve or reject. */
export interface AskedApproval {
  readonly kind: 'approval';
  readonly artifact: string;
  /** of the artifact */
  readonly revision: number;
  /** of exactly the content that is to be approved */
  readonly blob: string;
  /** what the ticket did not say and the planner decided */
  readonly assumptions: readonly string[];
  readonly openQuestions: readonly string[];
  /** globs that the change may write */
  readonly touches: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** what else should be known: overlaps, a red base, a stale base */
  readonly warnings: readonly string[];
  /** of the artifact; null when it is over 256 KiB, or in a list */
  readonly text?: string;
  /** the command that approving lets run */
  readonly verify?: string;
  /** the last one that was shown; null for the first */
  readonly previousRevision?: number;
}

/** What to do about an agent that wrote where it must not. */
export interface AskedBoundary {
  readonly kind: 'boundary';
  readonly reason: string;
  readonly paths: readonly string[];
  readonly options: readonly Option[];
}

/** What to do about a change that does not merge. */
export interface AskedConflict {
  readonly kind: 'conflict';
  readonly reason: string;
  readonly paths: readonly string[];
  readonly evidence: string;
  readonly options: readonly Option[];
}

/** What to do about a step that failed. Answered by resolve, as are all that follow. */
export interface AskedFailure {
  readonly kind: 'failure';
  readonly reason: string;
  readonly evidence: string;
  readonly options: readonly Option[];
}

/** What reviewers found. Answered by judge, in one request or in several. */
export interface AskedFindings {
  readonly kind: 'findings';
  /** of the review, from 1 */
  readonly pass: number;
  /** to be sent back with the judgements */
  readonly clusterRevision: number;
  readonly clusters: readonly ClusterView[];
}

/** What to do about a change outside the paths that the spec named. */
export interface AskedFootprint {
  readonly kind: 'footprint';
  readonly paths: readonly string[];
  readonly options: readonly Option[];
}

/** What to do about a limit that was reached: rounds, retries, time, money or tokens. */
export interface AskedLimit {
  readonly kind: 'limit';
  readonly reason: string;
  readonly options: readonly Option[];
}

/** Whether the change is to be merged. Answered by merge, or by reject, which sends it back to the builder. */
export interface AskedMerge {
  readonly kind: 'merge';
  /** commit that would be merged */
  readonly head: string;
  readonly target: string;
  /** that it changes, artifacts excluded; empty in a list of more than one task */
  readonly files: readonly ChangedFile[];
  readonly overlaps: readonly Overlap[];
  /** how the last one on this commit went; null when nothing is verified */
  readonly verification?: Verification;
  /** the head that was decided before, where only what came since is asked for */
  readonly delta?: string;
  /** why it is asked again, such as what the train met; null when nothing is to be said */
  readonly remarks?: readonly string[];
}

/** Something that an agent wants to know. Answered by answer. */
export interface AskedQuestion {
  readonly kind: 'question';
  readonly text: string;
  /** answers that it proposes; any other text is an answer too */
  readonly options: readonly string[];
}

/** Whether something that the repository supplies may run. */
export interface AskedTrust {
  readonly kind: 'trust';
  /** such as `setup command` */
  readonly what: string;
  /** exactly what would run */
  readonly content: string;
  /** of the content */
  readonly hash: string;
  readonly options: readonly Option[];
}

/** The size of a change, artifacts excluded. */
export interface ChangeCount {
  readonly files: number;
  /** lines; binary files count none */
  readonly added: number;
  readonly deleted: number;
}

/** What a task's branch changes against its base, artifacts excluded. */
export interface ChangeList {
  readonly files: readonly ChangedFile[];
  /** paths in the worktree that differ from it */
  readonly uncommitted: readonly string[];
  /** commit that was compared; null until there is one */
  readonly head?: string;
}

/** One file of a change. */
export interface ChangedFile {
  /** relative to the repository */
  readonly path: string;
  readonly status: ChangedFileStatus;
  /** lines; null for a binary file */
  readonly added?: number;
  readonly deleted?: number;
  /** of a renamed file */
  readonly oldPath?: string;
}

/** What happened to it. */
export type ChangedFileStatus = 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed';

/** One thing that `tercet doctor` looked at. */
export interface Check {
  /** what was looked at, such as `git` or `claude` */
  readonly name: string;
  readonly state: CheckState;
  /** what was found */
  readonly text: string;
  /** what to type or to install; null when there is nothing to do */
  readonly mend?: string;
}

/** How it stands. */
export type CheckState = 'ok' | 'warning' | 'missing';

/** Findings that mean the same defect. */
export interface ClusterView {
  /** unique in the task: `c1` */
  readonly id: string;
  /** ids */
  readonly findings: readonly string[];
  /** of the models that found it; its weight is their number */
  readonly families: readonly string[];
  /** what each finding said, worst first: a spread, not a sum */
  readonly severities: readonly FindingSeverity[];
  /** in the words of the clearest finding */
  readonly claim: string;
  readonly state: ClusterViewState;
  /** these findings are taken for the same defect */
  readonly why: string;
  /** relative to the repository; null when nobody named one */
  readonly file?: string;
  /** from 1, in the file as it was reviewed */
  readonly startLine?: number;
  readonly endLine?: number;
  /** what the human said when judging it */
  readonly line?: string;
}

/**
 * What became of it.
 *
 * - `open`: Nobody has judged it.
 * - `accepted`: On its way to the builder.
 * - `fixed`: The next pass says that it is mended.
 * - `moved`: Still there, in another place.
 * - `folded`: Was dismissed before and is only counted.
 */
export type ClusterViewState =
  | 'open'
  | 'accepted'
  | 'dismissed'
  | 'fixed'
  | 'still-there'
  | 'moved'
  | 'folded';

/** Which two commits of a task to compare. Without anything: the base with the head of its branch. */
export interface CompareCommits {
  readonly task: string;
  /** commit id; null is the base */
  readonly from?: string;
  /** commit id; null is the head of the task's branch */
  readonly to?: string;
  /** id of a run that made a commit: compares that commit with the one before it, and leaves no room for the other two */
  readonly run?: string;
}

/** The files that differ between two commits, artifacts excluded; the content of each is read with `tercet/change/content`. */
export interface Comparison {
  /** the older commit */
  readonly from: string;
  /** the newer commit */
  readonly to: string;
  /** by path; at most 5,000 */
  readonly files: readonly ChangedFile[];
  /** how many more there are */
  readonly omitted: number;
}

/** A ticket on its way to becoming a task. */
export interface CreateTask {
  /** one line, 1 to 500 characters */
  readonly title: string;
  /** absolute path of a folder in the repository */
  readonly repository: string;
  /** what is wanted, Markdown; up to 256 Ki characters */
  readonly description?: string;
  /** name of a workflow, or the absolute path of a template; null is the repository's default */
  readonly workflow?: string;
  /** revision to start from; null is the default of design and settings */
  readonly base?: string;
  /** local branch that it is merged into; null is the branch that the base belongs to */
  readonly target?: string;
  readonly delivery?: Delivery;
  /** words that conditions of steps look at */
  readonly labels?: readonly string[];
  /** name of a step or of a preset in the workflow, and the preset that takes its place */
  readonly presets?: Readonly<Record<string, string>>;
  /** absolute path of a script; every preset then becomes a scripted agent that plays it */
  readonly script?: string;
  /** shell command that checks a build; null lets workflow, settings or spec say it */
  readonly verify?: string;
  /** makes a repeated request harmless: same key and content, same task */
  readonly key?: string;
  /** whether what the repository's own files make run is trusted by this request, instead of being asked for; null is no */
  readonly trust?: boolean;
}

/** One thing that a human is asked. */
export interface DecisionView {
  /** unique in the task: `d1` */
  readonly id: string;
  readonly task: string;
  readonly taskTitle: string;
  /** absolute path */
  readonly repository: string;
  /** when it was asked */
  readonly since: string;
  /** the task's; to be sent back with the answer */
  readonly revision: number;
  /** what is asked, in a line */
  readonly summary: string;
  readonly asked: Asked;
  /** name of the step that it belongs to; null for one of the whole task */
  readonly step?: string;
}

/** Removes a task's worktree and branch; the branch can still be found under ` refs/tercet/trash`. */
export interface DeleteTask {
  readonly task: string;
  /** the task's whole id as a person typed it, which deletes uncommitted and unmerged work too; null refuses to */
  readonly force?: string;
  readonly revision?: number;
  readonly key?: string;
}

/**
 * Where a task's change goes when it is merged.
 *
 * - `local`: The merge train moves the target branch of the local repository.
 * - `push`: The result is pushed to the remote as well.
 * - `pull-request`: The task's branch is pushed and a pull request opened; merging happens on the remote.
 */
export type Delivery = 'local' | 'push' | 'pull-request';

/** Something that is wrong in a text file. */
export interface Diagnostic {
  readonly severity: DiagnosticSeverity;
  /** from 1; 0 when it concerns the whole file */
  readonly line: number;
  /** a stable word for programs, such as `missing-section` */
  readonly code: string;
  /** what is wrong and how to mend it */
  readonly message: string;
}

/** An error stops a template from starting a task; nothing else stops anything. */
export type DiagnosticSeverity = 'error' | 'warning' | 'information' | 'hint';

/** Which two revisions of an artifact to compare. */
export interface DiffArtifact {
  readonly task: string;
  readonly name: string;
  /** null is the one before `to` */
  readonly from?: number;
  /** null is the newest */
  readonly to?: number;
}

/** What `tercet/server/doctor` should look at. */
export interface DoctorParams {
  /** reads the environment of the login shell again and repeats the probes; null means that what was found before is good enough */
  readonly refresh?: boolean;
  /** absolute path; its settings and presets are checked too */
  readonly repository?: string;
  /** a token; `tercet/server/progress` then says how far it is */
  readonly progress?: string;
}

/** What was found on this machine, in the order in which it should be read. */
export interface DoctorReport {
  readonly checks: readonly Check[];
}

/** Copies a built-in workflow into a repository, where it can be changed. */
export interface EjectWorkflow {
  readonly repository: string;
  readonly name: string;
}

/** Which part of a task's journal to export. */
export interface ExportJournal {
  readonly task: string;
  /** sequence number of the first event, from 1; null is 1 */
  readonly from?: number;
  /** events at most; null and anything above 1000 are 1000 */
  readonly limit?: number;
}

/** A file as a commit has it: one side of a diff. */
export interface FileContent {
  readonly path: string;
  /** that was looked at */
  readonly commit: string;
  readonly kind: FileContentKind;
  /** bytes; 0 where it is absent or a submodule */
  readonly size: number;
  /** for `text`, `not-utf8` and `symlink`; null otherwise */
  readonly text?: string;
}

/**
 * What is there.
 *
 * - `text`: UTF-8.
 * - `not-utf8`: Text in another encoding; what could not be read is U+FFFD.
 * - `binary`: Holds a NUL byte.
 * - `too-large`: More than 1 MiB.
 * - `symlink`: A symbolic link; the text is where it points.
 * - `submodule`: A repository of its own.
 * - `absent`: The commit has no such file: the empty side of an added or a deleted one.
 */
export type FileContentKind =
  | 'text'
  | 'not-utf8'
  | 'binary'
  | 'too-large'
  | 'symlink'
  | 'submodule'
  | 'absent';

/** Files as a commit has them, in the order in which they were asked for: as many as fit into 4 MiB, but always one. Ask again for the rest. */
export interface FileContents {
  /** that was looked at */
  readonly commit: string;
  readonly contents: readonly FileContent[];
}

/** What the reviewers of a task found, over all passes. */
export interface FindingList {
  /** of the review, from 1; 0 before the first */
  readonly pass: number;
  /** to be sent with a judgement */
  readonly clusterRevision: number;
  readonly clusters: readonly ClusterView[];
  readonly findings: readonly FindingView[];
  /** every look of the reviewers, oldest first */
  readonly passes: readonly ReviewPass[];
}

/** Where the lines that a finding speaks of are. */
export interface FindingPlace {
  /** its id */
  readonly finding: string;
  /** relative to the repository */
  readonly file: string;
  /** from 1; 1 for a finding without lines */
  readonly startLine: number;
  /** the last one of it */
  readonly endLine: number;
  /** the lines are there; otherwise this is the nearest place */
  readonly survives: boolean;
}

/** Where findings are. One that is not here names no file, or a file that is not there. */
export interface FindingPlaces {
  /** that was looked at; where a text was given, the head of the task's branch */
  readonly commit: string;
  readonly places: readonly FindingPlace[];
}

/** How bad a reviewer says a defect is, worst first. */
export type FindingSeverity = 'critical' | 'major' | 'minor' | 'nit';

/** One reviewer's claim about one defect. */
export interface FindingView {
  /** unique in the task: `f1` */
  readonly id: string;
  readonly run: string;
  readonly preset: string;
  /** of the review in which it was reported */
  readonly pass: number;
  readonly severity: FindingSeverity;
  readonly text: string;
  /** of the model; null when unknown */
  readonly family?: string;
  readonly file?: string;
  /** from 1, in the file as `commit` has it */
  readonly startLine?: number;
  readonly endLine?: number;
  readonly symbol?: string;
  readonly defectClass?: string;
  /** quoted from the code */
  readonly evidence?: string;
  readonly suggestion?: string;
  /** a command that shows the defect; never run unasked */
  readonly probe?: string;
  /** why the report could not be read as it should; null when it could */
  readonly malformed?: string;
  /** that was reviewed; null while its pass is not over */
  readonly commit?: string;
}

/** A run is not followed any more, because the client reads too slowly or the transcript could not be read. Follow it again from the entry; nothing is lost by it. */
export interface FollowLost {
  readonly run: string;
  /** number of the first entry that was not sent */
  readonly next: number;
  /** why */
  readonly text: string;
}

/** Asks for a run's output as it comes. */
export interface FollowRun {
  readonly run: string;
  /** number of the first entry to send; null is 0 */
  readonly from?: number;
}

/** Gives a task that a person took over back to its agents. */
export interface Handback {
  readonly task: string;
  /** of the commit that holds the person's edits */
  readonly message?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** Where the daemon is over HTTP, on this machine only. */
export interface HttpAddress {
  /** of the endpoint for agent hosts */
  readonly url: string;
  /** absolute path of the file with the secret that each request has to carry as `Authorization: Bearer …` */
  readonly tokenFile: string;
  /** whether it is there again at the same place after the daemon's next start */
  readonly lasting: boolean;
}

/** All open decisions, the most valuable first. As the notification `tercet/inbox/changed` it replaces what was known before. */
export interface Inbox {
  /** of the journal that this view shows */
  readonly position: number;
  readonly decisions: readonly DecisionView[];
}

/** Writes a repository's settings; an existing file is refused unless it is replaced. */
export interface InitRepository {
  readonly repository: string;
  /** JSON text */
  readonly settings: string;
  /** overwrites a file that is there; one with the same content is never in the way */
  readonly replace?: boolean;
}

/** One checkbox of a plan. */
export interface ItemView {
  readonly text: string;
  readonly state: ItemViewState;
  /** that holds it; null while it is not done, and for an item that changed nothing */
  readonly commit?: string;
}

/** How far it is. */
export type ItemViewState = 'pending' | 'running' | 'done' | 'failed';

/** Whether a task's journal is whole. */
export interface JournalCheck {
  /** that were read */
  readonly events: number;
  /** every hash fits */
  readonly intact: boolean;
  /** what was found; where it breaks, which event and why */
  readonly text: string;
  /** sequence number of the first event that does not fit */
  readonly brokenAt?: number;
}

/** Events of a journal, each as one line of JSON in the form that is stored. */
export interface JournalLines {
  readonly lines: readonly string[];
  /** sequence number of the first event that is not here; null after the last */
  readonly next?: number;
}

/** Judges findings, all or only some; the decision stays open until every cluster is judged. */
export interface Judge {
  readonly task: string;
  /** as shown; refused as stale when the clusters are others by now */
  readonly clusterRevision: number;
  readonly judgements: readonly Judgement[];
  readonly decision?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** What a human thinks of some findings. */
export interface Judgement {
  /** ids, such as `f3`; to judge a cluster, all that are in it */
  readonly findings: readonly string[];
  readonly verdict: JudgementVerdict;
  /** a correction, a reason or a question, according to the verdict */
  readonly line?: string;
}

/**
 * What is to be done with them.
 *
 * - `accept`: Goes to the builder, with the line if there is one.
 * - `dismiss`: Not a defect, for the reason in the line.
 * - `push-back`: Goes to the builder as the line says, not as the reviewer said.
 * - `ask`: The reviewer is asked what the line says.
 */
export type JudgementVerdict = 'accept' | 'dismiss' | 'push-back' | 'ask';

/** Which decisions to list: all that are open, or those of one task or repository. */
export interface ListDecisions {
  readonly task?: string;
  readonly repository?: string;
}

/** Whose presets: the predefined and the user's, and those of a repository when one is named. */
export interface ListPresets {
  readonly repository?: string;
}

/** Which tasks to list; without anything: those of every repository that have not ended. */
export interface ListTasks {
  /** absolute path; only tasks of this repository */
  readonly repository?: string;
  /** lists merged, undone and abandoned tasks too */
  readonly all?: boolean;
}

/** Whose workflows: the built-in ones, and those of a repository when one is named. */
export interface ListWorkflows {
  readonly repository?: string;
}

/** Hands a task to the merge train. */
export interface Merge {
  readonly task: string;
  /** its id; null is the one that is open */
  readonly decision?: string;
  /** commit as shown; refused as stale when it is another by now */
  readonly head?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** The parameters of a request that needs none: `{}`. */
export type NoParams = Record<string, never>;

/** The answer of a request that has nothing to say but that it was done: `{}`. */
export type NoResult = Record<string, never>;

/** One way to resolve a decision. */
export interface Option {
  /** what is sent back, such as `retry` */
  readonly id: string;
  /** what it does, in a line */
  readonly text: string;
}

/** Another live task that touches, or says that it will touch, the same paths. */
export interface Overlap {
  /** the other one's id */
  readonly task: string;
  /** relative to the repository; at most 50 */
  readonly paths: readonly string[];
}

/** A unified diff, empty where nothing differs. */
export interface Patch {
  readonly text: string;
  /** it was over 1 MiB; its middle is left out */
  readonly truncated: boolean;
}

/** Which part of a task's change to show. */
export interface PatchParams {
  readonly task: string;
  /** relative to the repository; null is all of it */
  readonly path?: string;
  /** commit id; null is the base */
  readonly from?: string;
  /** commit id; null is the head of the task's branch */
  readonly to?: string;
}

/** In what to look for the lines that reviewers spoke of: in a commit, or in the text of one file as somebody has it open. */
export interface PlaceFindings {
  readonly task: string;
  /** id; null is the head of the task's branch */
  readonly commit?: string;
  /** relative to the repository: only findings of this file are looked for, also where the task gave it another name; null is every file */
  readonly path?: string;
  /** what the file at `path` holds; null is what the commit has there */
  readonly text?: string;
}

/** The presets that a step can be bound to, by name. */
export interface PresetList {
  readonly presets: readonly PresetView[];
}

/** What came of asking a preset's agent for one word. */
export interface PresetTrial {
  readonly preset: string;
  /** what answered, in words */
  readonly agent: string;
  /** whether it did what it was asked */
  readonly worked: boolean;
  /** what it answered, or what went wrong and what to do */
  readonly text: string;
  /** until it took a prompt; null where it never did */
  readonly startMillis?: number;
  /** from the prompt to the end of the answer; null where there was none */
  readonly answerMillis?: number;
  /** tokens and cost; null where nothing was told */
  readonly usage?: Usage;
}

/** A named choice of agent, model, role and options. */
export interface PresetView {
  readonly name: string;
  /** what plays it, such as `claude` */
  readonly agent: string;
  /** `built-in`, `user`, or the path of the settings file */
  readonly origin: string;
  /** whether its agent can be started on this machine */
  readonly ready: boolean;
  /** why it can not, or what is worth knowing */
  readonly text: string;
  readonly role?: Role;
  readonly model?: string;
  /** of the model, on which a reviewer's independence rests */
  readonly family?: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** How far a long request is that named a token. */
export interface Progress {
  /** as the request named it */
  readonly token: string;
  readonly stage: ProgressStage;
  /** what is being done */
  readonly text: string;
  /** from 0 to 100; null where nobody knows */
  readonly percent?: number;
}

/** Where it is; `END` comes before the answer. */
export type ProgressStage = 'begin' | 'report' | 'end';

/** Which artifact to read. */
export interface ReadArtifact {
  readonly task: string;
  readonly name: string;
  /** from 1; null is the newest */
  readonly revision?: number;
}

/** Which file to read, as a commit has it. */
export interface ReadContent {
  readonly task: string;
  /** relative to the repository */
  readonly path: string;
  /** id; null is the head of the task's branch */
  readonly commit?: string;
}

/** Which files to read at once, as a commit has them. */
export interface ReadContents {
  readonly task: string;
  /** relative to the repository; at most 500 */
  readonly paths: readonly string[];
  /** id; null is the head of the task's branch */
  readonly commit?: string;
}

/** Which part of a transcript to read. */
export interface ReadRun {
  readonly run: string;
  /** number of the first entry, from 0; null is 0 */
  readonly from?: number;
  /** entries at most; null and anything above 1000 are 1000 */
  readonly limit?: number;
}

/** Moves a task onto a newer base, which asks for every approval again. */
export interface Rebase {
  readonly task: string;
  /** a revision; null is the target's present head */
  readonly onto?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** What a decision recorded: exactly what was shown, who decided and from where. */
export interface ReceiptView {
  /** of the receipt, hexadecimal */
  readonly hash: string;
  /** of the decision: `approval` or `merge` */
  readonly kind: string;
  /** what was decided on, such as `spec.md revision 2` */
  readonly text: string;
  /** or commit that was shown */
  readonly blob: string;
  readonly user: string;
  /** such as `tercet-cli` */
  readonly client: string;
  readonly at: string;
  /** false when it could not be told that no agent sent it */
  readonly proven: boolean;
  /** why it holds no longer; null while it holds */
  readonly voided?: string;
}

/** The `data` of an error: why the rules said no. */
export interface Refused {
  /** a stable word for programs, such as `not-open` */
  readonly reason: string;
  /** what was attempted, on what, what stands in the way and what to do */
  readonly text: string;
  /** of the task by now, where the client's view was stale */
  readonly revision?: number;
  /** the task by now, where the client's view was stale and that helps */
  readonly view?: TaskSummary;
}

/** Turns down what was shown: the planner writes it again, or the builder works on. */
export interface Reject {
  readonly task: string;
  /** what is wrong, in a line */
  readonly correction: string;
  /** its id; null where only one can be rejected */
  readonly decision?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** Names a repository by the absolute path of a folder in it. */
export interface RepositoryParams {
  readonly repository: string;
}

/** Chooses one of the options of a decision. */
export interface Resolve {
  readonly task: string;
  readonly decision: string;
  /** id, as `Option` has it */
  readonly option: string;
  /** what else to say: an instruction for a retry, a new limit */
  readonly line?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** Starts a step again, in a fresh context. */
export interface RetryStep {
  readonly task: string;
  /** id or name; null is the step that failed or is at work */
  readonly step?: string;
  /** one line that the agent is told */
  readonly note?: string;
  readonly revision?: number;
  readonly key?: string;
}

/** One look of the reviewers of a step at a commit. What a later pass looks at is what came since the pass before: compare the two commits. */
export interface ReviewPass {
  /** name of the review step */
  readonly step: string;
  /** from 1 */
  readonly pass: number;
  /** that was reviewed, in which the lines of its findings count */
  readonly commit: string;
}

/** What a step does, which decides its rights. */
export type Role = 'plan' | 'build' | 'review' | 'check';

/** One line of a transcript: what an agent said or did. */
export interface RunEntry {
  readonly at: string;
  readonly kind: RunEntryKind;
  /** for people; may hold several lines; up to 64 KiB */
  readonly text: string;
}

/**
 * What it is.
 *
 * - `note`: What the server has to say: verification, commit, retry.
 * - `diagnostic`: The program's error stream, or what was not understood.
 */
export type RunEntryKind =
  | 'prompt'
  | 'text'
  | 'thought'
  | 'tool'
  | 'plan'
  | 'question'
  | 'permission'
  | 'finding'
  | 'usage'
  | 'note'
  | 'diagnostic'
  | 'end';

/** The runs of a task, oldest first. */
export interface RunList {
  readonly runs: readonly RunView[];
}

/** A part of a transcript. As the notification `tercet/run/output` it is what came since the one before. */
export interface RunOutput {
  readonly run: string;
  /** number of the first entry here */
  readonly from: number;
  readonly lines: readonly RunEntry[];
  /** number of the first entry that is not here */
  readonly next: number;
  /** nothing will come after `next` */
  readonly ended: boolean;
}

/** One attempt of one agent at one step. */
export interface RunView {
  readonly id: string;
  /** its id, as in `StepView` */
  readonly step: string;
  readonly preset: string;
  /** what plays it, such as `claude` or `scripted` */
  readonly agent: string;
  readonly state: RunViewState;
  /** 1970-01-01T00:00:00Z while it has not begun */
  readonly startedAt: string;
  readonly usage: Usage;
  /** null while it is at work */
  readonly endedAt?: string;
  /** what came of it, in a line; null while it is at work */
  readonly result?: string;
  /** why it does not begin or end yet, such as `a free place (limits.concurrency: 4)`; null when nothing holds it up */
  readonly waitsFor?: string;
  /** that holds what it made; null when there is none */
  readonly commit?: string;
  /** of the step, from 1 */
  readonly pass?: number;
}

/** How it stands. `WAITING`: it asked something and ended its turn. */
export type RunViewState = 'running' | 'waiting' | 'done' | 'failed' | 'cancelled' | 'lost';

/** What the daemon says about itself. */
export interface ServerStatus {
  /** of Tercet, such as `0.1.0` */
  readonly version: string;
  /** of the daemon's process */
  readonly pid: number;
  /** absolute path of the folder that holds everything it knows */
  readonly home: string;
  readonly startedAt: string;
  /** how many it knows, ended ones included */
  readonly tasks: number;
  /** runs of agents that are under way */
  readonly running: number;
  /** version of the git that it uses, such as `2.39.5`; null when none was found */
  readonly git?: string;
  /** true when it starts nothing new and ends as soon as nothing is under way */
  readonly draining?: boolean;
}

/** Binds a step that has not ended to another preset; approvals stay valid. */
export interface SetPreset {
  readonly task: string;
  /** id or name */
  readonly step: string;
  /** its name, as `tercet/preset/list` has it */
  readonly preset: string;
  readonly revision?: number;
  readonly key?: string;
}

/** Settings that suit a repository, to be shown before they are written. */
export interface SettingsProposal {
  /** absolute, of the file */
  readonly path: string;
  /** JSON text: what is there already, or a proposal */
  readonly settings: string;
  /** the file is there */
  readonly exists: boolean;
  /** what was found in the repository and why it is proposed so */
  readonly notes: readonly string[];
}

/** Which preset to show. */
export interface ShowPreset {
  readonly name: string;
  readonly repository?: string;
}

/** Which workflow to show: a named one, or a file. */
export interface ShowWorkflow {
  /** absolute path */
  readonly repository?: string;
  /** as in the list; null when `file` is given */
  readonly name?: string;
  /** absolute path of a template */
  readonly file?: string;
}

/** One step of a task's workflow and how it stands. */
export interface StepView {
  /** unique in the task; commands take it or the name */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly state: StepViewState;
  /** what is going on, or why it was skipped or failed */
  readonly text: string;
  /** presets as they are bound now */
  readonly agents: readonly string[];
  /** counts from 1, and goes up when what was built is gone through again: after a push back, a change that was sent back at its merge, a rebase; a rejected artifact is written again within the same pass */
  readonly pass: number;
  /** what a build step works through; empty for every other step */
  readonly items: readonly ItemView[];
}

/** How far it is. */
export type StepViewState = 'pending' | 'running' | 'waiting' | 'done' | 'skipped' | 'failed';

/** Asks for notifications. */
export interface Subscribe {
  /** the position of the last `tercet/task/changed` that the client has: everything later is sent; refused when the journal is not that long, as it is another one then; null starts with what comes next */
  readonly from?: number;
}

/** The subscription stands. */
export interface Subscribed {
  /** of the journal; what is notified from now on is later */
  readonly position: number;
}

/** The subscription has ended, because the client reads too slowly or the journal could not be read. Subscribe again from the position; nothing is lost by it. */
export interface SubscriptionLost {
  /** of the last event that was told */
  readonly position: number;
  /** why */
  readonly text: string;
}

/** A task changed. */
export interface TaskChanged {
  /** of the journal that the summary shows; drop what is not later than what is known; the last one is what to subscribe from after a lost connection */
  readonly position: number;
  /** its id */
  readonly task: string;
  /** null when the task was deleted */
  readonly summary?: TaskSummary;
}

/** A command that needs nothing but the task: pause, resume, takeover, undo. */
export interface TaskCommand {
  readonly task: string;
  /** of the task as the client saw it; null acts on whatever it is by now */
  readonly revision?: number;
  /** makes a repeated request harmless */
  readonly key?: string;
}

/** Tasks, those that need a person first, then the newest first. */
export interface TaskList {
  /** of the journal that this view shows; see `subscribe` */
  readonly position: number;
  readonly tasks: readonly TaskSummary[];
}

/** Names the one task that is meant. */
export interface TaskParams {
  /** its id, or a prefix that only one task has */
  readonly task: string;
}

/** What a task is doing, as one word for programs and one line for people. */
export interface TaskState {
  readonly kind: TaskStateKind;
  /** the headline: `building 3/5`, `needs you: approve spec.md` */
  readonly text: string;
}

/**
 * The word for programs. `WAITING`: at least one decision is open.
 *
 * - `published`: A pull request is open.
 * - `undoing`: Its merge is being reverted.
 */
export type TaskStateKind =
  | 'queued'
  | 'preparing'
  | 'planning'
  | 'building'
  | 'reviewing'
  | 'checking'
  | 'waiting'
  | 'ready'
  | 'merging'
  | 'merged'
  | 'paused'
  | 'taken-over'
  | 'failed'
  | 'undone'
  | 'abandoned'
  | 'published'
  | 'undoing'
  | 'deleted';

/** One row of the board: a task in short. */
export interface TaskSummary {
  readonly id: string;
  /** the sequence number of the task's last event; grows with every change */
  readonly revision: number;
  readonly title: string;
  /** absolute path of the main checkout */
  readonly repository: string;
  /** what people call it: the folder's name */
  readonly repositoryName: string;
  readonly target: string;
  readonly state: TaskState;
  /** plan items that are committed, of `items`; both 0 before there is a plan */
  readonly itemsDone: number;
  readonly items: number;
  /** how many are open */
  readonly decisions: number;
  readonly usage: Usage;
  /** other live tasks that touch the same paths; at most 20 */
  readonly overlaps: readonly Overlap[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** of the task; null until its worktree is there */
  readonly branch?: string;
  /** name of the step that is at work or waiting */
  readonly step?: string;
}

/** Everything about one task that fits on a page. */
export interface TaskView {
  readonly summary: TaskSummary;
  readonly description: string;
  readonly delivery: Delivery;
  /** its name */
  readonly workflow: string;
  readonly steps: readonly StepView[];
  readonly decisions: readonly DecisionView[];
  readonly artifacts: readonly ArtifactView[];
  /** in the order in which they began */
  readonly runs: readonly RunView[];
  readonly changes: ChangeCount;
  readonly receipts: readonly ReceiptView[];
  /** what a person should know and need not act on */
  readonly warnings: readonly string[];
  /** what the task waits for and what to do about it, in a sentence */
  readonly next: string;
  /** commit that it started from; null until it is resolved */
  readonly base?: string;
  /** last commit of its branch; null until the worktree is there */
  readonly head?: string;
  /** absolute path; null when there is none */
  readonly worktree?: string;
}

/** Asks a preset's agent for one word, to see whether it works. */
export interface TestPreset {
  readonly name: string;
  readonly repository?: string;
}

/** Ends what `tercet/run/follow` began. */
export interface UnfollowRun {
  readonly run: string;
}

/** What was used, in tokens and money. Null means that nobody said, never zero. */
export interface Usage {
  /** tokens, without those read from or written to a prompt cache */
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  /** in US dollars */
  readonly cost?: number;
}

/** How a verification went. */
export interface Verification {
  readonly command: string;
  readonly passed: boolean;
  /** a line about it, with the tail of the output when it failed */
  readonly text: string;
}

/** One workflow in a list. */
export interface WorkflowEntry {
  /** what `tercet/task/create` takes */
  readonly name: string;
  readonly title: string;
  /** `built-in`, or the path of its file relative to the repository */
  readonly origin: string;
  readonly steps: number;
  /** diagnostics that keep a task from starting with it */
  readonly errors: number;
  readonly warnings: number;
}

/** The workflows that a task can be created with, by name. */
export interface WorkflowList {
  readonly workflows: readonly WorkflowEntry[];
}

/** One heading of a template, as it was understood. */
export interface WorkflowStep {
  readonly name: string;
  /** of the heading, from 1 */
  readonly line: number;
  /** its checkbox is ticked: it is skipped */
  readonly done: boolean;
  readonly agents: readonly string[];
  /** "approve FILE", "findings" or "none", as the directive has it */
  readonly gate: string;
  readonly produces: readonly string[];
  readonly reads: readonly string[];
  /** null where nothing names one, which is an error */
  readonly role?: Role;
}

/** A workflow as it was understood, with all that is wrong with it. */
export interface WorkflowView {
  readonly title: string;
  /** as the template has it, `{task_id}` unresolved; a worktree's own path, such as `.zenflow/worktrees/{task_id}`, means its root */
  readonly artifactsPath: string;
  readonly steps: readonly WorkflowStep[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The absolute path of a file that was written. */
export interface WrittenFile {
  readonly path: string;
}

/** `tercet/artifact`: the files that steps produce. */
export const artifact = {
  /** Two revisions compared: every line, behind a blank, a minus or a plus. */
  diff: new RequestType<DiffArtifact, Patch>('tercet/artifact/diff'),
  /** The newest revision of each, without its text. */
  list: new RequestType<TaskParams, ArtifactList>('tercet/artifact/list'),
  /** One revision with its text. */
  read: new RequestType<ReadArtifact, ArtifactText>('tercet/artifact/read'),
} as const;

/** `tercet/change`: what a task's branch changes. */
export const change = {
  /** Which files differ between two commits: of the task, of a run, of two passes of a review. */
  compare: new RequestType<CompareCommits, Comparison>('tercet/change/compare'),
  /** One file as a commit has it, for an editor's diff of its two sides. */
  content: new RequestType<ReadContent, FileContent>('tercet/change/content'),
  /** Many files as a commit has them, for an editor that shows a whole change. */
  contents: new RequestType<ReadContents, FileContents>('tercet/change/contents'),
  /** The files, with what is not committed yet. */
  files: new RequestType<TaskParams, ChangeList>('tercet/change/files'),
  /** The same as text, in git's form. */
  patch: new RequestType<PatchParams, Patch>('tercet/change/patch'),
} as const;

/** `tercet/decision`: what humans are asked. Exactly one of two answers wins; the other is refused with `refused`. */
export const decision = {
  /** Answers an agent's question; the step goes on. */
  answer: new RequestType<Answer, TaskView>('tercet/decision/answer'),
  /** Lets the steps behind a gate begin. What is approved has to be what was shown. */
  approve: new RequestType<Approve, TaskView>('tercet/decision/approve'),
  /** Says what is to become of findings; once each is judged, the task goes on. */
  judge: new RequestType<Judge, TaskView>('tercet/decision/judge'),
  /** What is asked, the most valuable first; of one task, with all that is needed to decide. */
  list: new RequestType<ListDecisions, Inbox>('tercet/decision/list'),
  /** Hands the change to the merge train. */
  merge: new RequestType<Merge, TaskView>('tercet/decision/merge'),
  /** Sends an artifact back to the step that wrote it, or a change back to its builder. */
  reject: new RequestType<Reject, TaskView>('tercet/decision/reject'),
  /** For failure, conflict, limit, trust, boundary and footprint. */
  resolve: new RequestType<Resolve, TaskView>('tercet/decision/resolve'),
} as const;

/** `tercet/finding`: what reviewers reported. */
export const finding = {
  /** What the reviewers found in every pass, in clusters and one by one. */
  list: new RequestType<TaskParams, FindingList>('tercet/finding/list'),
  /** Where the lines that findings speak of are in another commit, or in a text that is open. */
  place: new RequestType<PlaceFindings, FindingPlaces>('tercet/finding/place'),
} as const;

/** `tercet/inbox`: being told. */
export const inbox = {
  /** From now on this connection gets `tercet/task/changed` and `tercet/inbox/changed`, at least once and in the order of the journal; several changes of one task that come at once are told as one, with the position of the last. Subscribe first, then list; of two views the one with the later position counts. A client that reads too slowly is told so with ` tercet/inbox/lost`. Subscribing again replaces what was before. */
  subscribe: new RequestType<Subscribe, Subscribed>('tercet/inbox/subscribe'),
  /** Ends that; without a subscription it is no error. */
  unsubscribe: new RequestType<NoParams, NoResult>('tercet/inbox/unsubscribe'),
} as const;

/** `tercet/journal`: the log that is the truth about a task. */
export const journal = {
  /** A part of a task's events; ask again from `next` for more. */
  export: new RequestType<ExportJournal, JournalLines>('tercet/journal/export'),
  /** Whether the hashes of a task's events fit. */
  verify: new RequestType<TaskParams, JournalCheck>('tercet/journal/verify'),
} as const;

/** `tercet/merge`: what was merged. Merging itself is a decision. */
export const merge = {
  /** Reverts the merge on the target; later merges are verified again. */
  undo: new RequestType<TaskCommand, TaskView>('tercet/merge/undo'),
} as const;

/** `tercet/preset`: named choices of agents. */
export const preset = {
  /** The presets that there are, by name. */
  list: new RequestType<ListPresets, PresetList>('tercet/preset/list'),
  /** One of them. */
  show: new RequestType<ShowPreset, PresetView>('tercet/preset/show'),
  /** Asks a preset's agent for one word, to see whether it works; takes up to two minutes. */
  test: new RequestType<TestPreset, PresetTrial>('tercet/preset/test'),
} as const;

/** `tercet/repository`: a repository's own settings. */
export const repository = {
  /** Writes `.tercet/settings.json`. */
  init: new RequestType<InitRepository, WrittenFile>('tercet/repository/init'),
  /** What its settings say or, where there are none, what they might. */
  settings: new RequestType<RepositoryParams, SettingsProposal>('tercet/repository/settings'),
} as const;

/** `tercet/run`: attempts of agents and their transcripts. */
export const run = {
  /** Answers with what is there from the entry asked for, then sends `tercet/run/output` on this connection until the run has ended. Following a run again replaces what was before; a client that reads too slowly is told so with `tercet/run/lost`. */
  follow: new RequestType<FollowRun, RunOutput>('tercet/run/follow'),
  /** Every attempt of a task, oldest first. */
  list: new RequestType<TaskParams, RunList>('tercet/run/list'),
  /** A part of a run's transcript; ask again from `next` for more. */
  read: new RequestType<ReadRun, RunOutput>('tercet/run/read'),
  /** Ends that; a run that is not followed is no error. */
  unfollow: new RequestType<UnfollowRun, NoResult>('tercet/run/unfollow'),
} as const;

/** `tercet/server`: the daemon itself. */
export const server = {
  /** Looks at this machine and says what is there, what is missing and how to mend it. */
  doctor: new RequestType<DoctorParams, DoctorReport>('tercet/server/doctor'),
  /** Ends the daemon once the runs that are under way have come to the end of their item; nothing new is started until then. Answered at once. */
  drain: new RequestType<NoParams, ServerStatus>('tercet/server/drain'),
  /** Opens the port over HTTP, where it is not open yet, and says where it is. */
  http: new RequestType<NoParams, HttpAddress>('tercet/server/http'),
  /** What runs here. */
  status: new RequestType<NoParams, ServerStatus>('tercet/server/status'),
  /** Ends the daemon once this is answered; runs that are at work are taken up at the next start. */
  stop: new RequestType<NoParams, ServerStatus>('tercet/server/stop'),
} as const;

/** `tercet/task`: tickets on their way to a merge. Every command answers with the task as it is then, and is refused with `stale` when it names a revision that has passed. */
export const task = {
  /** Gives the task up. */
  abandon: new RequestType<Abandon, TaskView>('tercet/task/abandon'),
  /** Refused with `bad-template` when the workflow has errors. */
  create: new RequestType<CreateTask, TaskView>('tercet/task/create'),
  /** Answers with the task as it was last. */
  delete: new RequestType<DeleteTask, TaskView>('tercet/task/delete'),
  /** Commits what the person changed, and lets the task go on. */
  handback: new RequestType<Handback, TaskView>('tercet/task/handback'),
  /** The board. */
  list: new RequestType<ListTasks, TaskList>('tercet/task/list'),
  /** Stops what is under way, as soon as that loses nothing. */
  pause: new RequestType<TaskCommand, TaskView>('tercet/task/pause'),
  /** Moves the task onto a newer base. */
  rebase: new RequestType<Rebase, TaskView>('tercet/task/rebase'),
  /** Lets a paused task go on. */
  resume: new RequestType<TaskCommand, TaskView>('tercet/task/resume'),
  /** Starts a step again. */
  retry: new RequestType<RetryStep, TaskView>('tercet/task/retry'),
  /** Has a step done by another preset. Where several do it, write which: ` reviewer-a=reviewer-c`. */
  setPreset: new RequestType<SetPreset, TaskView>('tercet/task/setPreset'),
  /** Everything about one task. */
  show: new RequestType<TaskParams, TaskView>('tercet/task/show'),
  /** Pauses the run and gives the worktree to the person. */
  takeover: new RequestType<TaskCommand, TaskView>('tercet/task/takeover'),
} as const;

/** `tercet/workflow`: templates. */
export const workflow = {
  /** Refused when the file is there already. */
  eject: new RequestType<EjectWorkflow, WrittenFile>('tercet/workflow/eject'),
  /** The workflows that there are, by name. */
  list: new RequestType<ListWorkflows, WorkflowList>('tercet/workflow/list'),
  /** One of them as it is understood, with what is wrong with it. */
  show: new RequestType<ShowWorkflow, WorkflowView>('tercet/workflow/show'),
} as const;

/** What a daemon tells a client unasked. */
export const notifications = {
  /** What is asked changed. */
  inboxChanged: new NotificationType<Inbox>('tercet/inbox/changed'),
  /** Comes last on a subscription that the daemon had to end. */
  inboxLost: new NotificationType<SubscriptionLost>('tercet/inbox/lost'),
  /** Comes last on a run that the daemon had to stop sending. */
  runLost: new NotificationType<FollowLost>('tercet/run/lost'),
  /** A followed run went on. */
  runOutput: new NotificationType<RunOutput>('tercet/run/output'),
  /** Only for a request that named a token, and before its answer. */
  serverProgress: new NotificationType<Progress>('tercet/server/progress'),
  /** A task changed. */
  taskChanged: new NotificationType<TaskChanged>('tercet/task/changed'),
} as const;

/** The errors that this protocol adds to those of JSON-RPC: one table of code and meaning. Each carries a `Refused` as its `data`. Parameters that cannot be read are JSON-RPC's own `-32602`. */
export const errorCodes = {
  /** The rules say no: wrong state, not open any more, work would be lost. */
  'refused': -32010,
  /** The client acted on a view that has passed; the data has the revision that holds now. */
  'stale': -32011,
  /** No task has this id or prefix. */
  'unknown-task': -32012,
  /** More than one thing is meant by what was named; the text lists them. */
  'ambiguous': -32013,
  /** The workflow has errors; the text has file, line and mend. */
  'bad-template': -32014,
  /** Something other than a task that was named is not there: a step, preset, artifact, run, file. */
  'unknown': -32015,
  /** A settings file has errors; the text has file, line and mend. */
  'bad-settings': -32016,
  /** An agent's script has errors; the text has file, line and mend. */
  'bad-script': -32017,
  /** The idempotency key was used before, for something else. */
  'key-reused': -32018,
  /** The repository cannot be used as it is: no commit, no rights, a lock, a dirty checkout. */
  'repository': -32019,
  /** The world failed: git, a full disk, a program that did not start. */
  'failed': -32020,
  /** The daemon is about to end; connect again. */
  'stopping': -32021,
} as const;
