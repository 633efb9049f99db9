package dev.tercet.server.door.lsp.task;

import dev.tercet.protocol.ArtifactList;
import dev.tercet.protocol.ArtifactMethods;
import dev.tercet.protocol.ArtifactText;
import dev.tercet.protocol.ChangeList;
import dev.tercet.protocol.ChangeMethods;
import dev.tercet.protocol.CompareCommits;
import dev.tercet.protocol.Comparison;
import dev.tercet.protocol.DiffArtifact;
import dev.tercet.protocol.ExportJournal;
import dev.tercet.protocol.FileContent;
import dev.tercet.protocol.FileContents;
import dev.tercet.protocol.FindingList;
import dev.tercet.protocol.FindingMethods;
import dev.tercet.protocol.FindingPlaces;
import dev.tercet.protocol.FollowRun;
import dev.tercet.protocol.InboxMethods;
import dev.tercet.protocol.JournalCheck;
import dev.tercet.protocol.JournalLines;
import dev.tercet.protocol.JournalMethods;
import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.NoResult;
import dev.tercet.protocol.Patch;
import dev.tercet.protocol.PatchParams;
import dev.tercet.protocol.PlaceFindings;
import dev.tercet.protocol.ReadArtifact;
import dev.tercet.protocol.ReadContent;
import dev.tercet.protocol.ReadContents;
import dev.tercet.protocol.ReadRun;
import dev.tercet.protocol.RunList;
import dev.tercet.protocol.RunMethods;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.Subscribe;
import dev.tercet.protocol.Subscribed;
import dev.tercet.protocol.TaskParams;
import dev.tercet.protocol.UnfollowRun;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Watching;
import dev.tercet.server.door.lsp.link.Calls;
import java.util.concurrent.CompletableFuture;

/** The namespaces that only read. */
final class ReadingCalls {

  private ReadingCalls() {}

  /** {@code tercet/artifact}. */
  record OfArtifacts(App app, Calls calls) implements ArtifactMethods {

    @Override
    public CompletableFuture<ArtifactList> list(TaskParams params) {
      return calls.answer(() -> app.reading().artifacts(params.task()));
    }

    @Override
    public CompletableFuture<ArtifactText> read(ReadArtifact params) {
      return calls.answer(
          () -> app.reading().artifact(params.task(), params.name(), params.revision()));
    }

    @Override
    public CompletableFuture<Patch> diff(DiffArtifact params) {
      return calls.answer(
          () ->
              app.reading().artifactDiff(params.task(), params.name(), params.from(), params.to()));
    }
  }

  /** {@code tercet/change}. */
  record OfChanges(App app, Calls calls) implements ChangeMethods {

    @Override
    public CompletableFuture<ChangeList> files(TaskParams params) {
      return calls.answer(() -> app.reading().changes(params.task()));
    }

    @Override
    public CompletableFuture<Patch> patch(PatchParams params) {
      return calls.answer(() -> app.reading().patch(params));
    }

    @Override
    public CompletableFuture<Comparison> compare(CompareCommits params) {
      return calls.answer(() -> app.comparing().compare(params));
    }

    @Override
    public CompletableFuture<FileContent> content(ReadContent params) {
      return calls.answer(
          () -> app.comparing().content(params.task(), params.path(), params.commit()));
    }

    @Override
    public CompletableFuture<FileContents> contents(ReadContents params) {
      return calls.answer(() -> app.comparing().contents(params));
    }
  }

  /** {@code tercet/finding}. */
  record OfFindings(App app, Calls calls) implements FindingMethods {

    @Override
    public CompletableFuture<FindingList> list(TaskParams params) {
      return calls.answer(() -> app.reading().findings(params.task()));
    }

    @Override
    public CompletableFuture<FindingPlaces> place(PlaceFindings params) {
      return calls.answer(() -> app.placing().place(params));
    }
  }

  /** {@code tercet/run}. */
  record OfRuns(App app, Calls calls, Watching watching) implements RunMethods {

    @Override
    public CompletableFuture<RunList> list(TaskParams params) {
      return calls.answer(() -> app.reading().runs(params.task()));
    }

    @Override
    public CompletableFuture<RunOutput> read(ReadRun params) {
      return calls.answer(() -> app.reading().output(params.run(), params.from(), params.limit()));
    }

    @Override
    public CompletableFuture<RunOutput> follow(FollowRun params) {
      return calls.answer(() -> watching.follow(params.run(), params.from()));
    }

    @Override
    public CompletableFuture<NoResult> unfollow(UnfollowRun params) {
      return calls.answer(() -> watching.unfollow(params.run()));
    }
  }

  /** {@code tercet/journal}. */
  record OfJournal(App app, Calls calls) implements JournalMethods {

    @Override
    public CompletableFuture<JournalCheck> verify(TaskParams params) {
      return calls.answer(() -> app.journal().verify(params.task()));
    }

    @Override
    public CompletableFuture<JournalLines> export(ExportJournal params) {
      return calls.answer(() -> app.journal().export(params.task(), params.from(), params.limit()));
    }
  }

  /** {@code tercet/inbox}. */
  record OfInbox(Calls calls, Watching watching) implements InboxMethods {

    @Override
    public CompletableFuture<Subscribed> subscribe(Subscribe params) {
      return calls.answer(() -> watching.subscribe(params.from()));
    }

    @Override
    public CompletableFuture<NoResult> unsubscribe(NoParams params) {
      return calls.answer(() -> watching.unsubscribe());
    }
  }
}
