package dev.tercet.server.door.lsp.task;

import dev.tercet.protocol.EjectWorkflow;
import dev.tercet.protocol.InitRepository;
import dev.tercet.protocol.ListPresets;
import dev.tercet.protocol.ListWorkflows;
import dev.tercet.protocol.PresetList;
import dev.tercet.protocol.PresetMethods;
import dev.tercet.protocol.PresetTrial;
import dev.tercet.protocol.PresetView;
import dev.tercet.protocol.RepositoryMethods;
import dev.tercet.protocol.RepositoryParams;
import dev.tercet.protocol.SettingsProposal;
import dev.tercet.protocol.ShowPreset;
import dev.tercet.protocol.ShowWorkflow;
import dev.tercet.protocol.TestPreset;
import dev.tercet.protocol.WorkflowList;
import dev.tercet.protocol.WorkflowMethods;
import dev.tercet.protocol.WorkflowView;
import dev.tercet.protocol.WrittenFile;
import dev.tercet.server.app.App;
import dev.tercet.server.door.lsp.link.Calls;
import java.util.concurrent.CompletableFuture;

/** The namespaces about what a repository brings along. */
final class RepositoryCalls {

  private RepositoryCalls() {}

  /** {@code tercet/workflow}. */
  record OfWorkflows(App app, Calls calls) implements WorkflowMethods {

    @Override
    public CompletableFuture<WorkflowList> list(ListWorkflows params) {
      return calls.answer(() -> app.workflows().list(params.repository()));
    }

    @Override
    public CompletableFuture<WorkflowView> show(ShowWorkflow params) {
      return calls.answer(
          () -> app.workflows().show(params.repository(), params.name(), params.file()));
    }

    @Override
    public CompletableFuture<WrittenFile> eject(EjectWorkflow params) {
      return calls.carryOut(() -> app.workflows().eject(params.repository(), params.name()));
    }
  }

  /** {@code tercet/preset}. */
  record OfPresets(App app, Calls calls) implements PresetMethods {

    @Override
    public CompletableFuture<PresetList> list(ListPresets params) {
      return calls.answer(() -> app.presets().list(params.repository()));
    }

    @Override
    public CompletableFuture<PresetView> show(ShowPreset params) {
      return calls.answer(() -> app.presets().show(params.name(), params.repository()));
    }

    @Override
    public CompletableFuture<PresetTrial> test(TestPreset params) {
      return calls.answer(() -> app.presets().test(params.name(), params.repository()));
    }
  }

  /** {@code tercet/repository}. */
  record OfSettings(App app, Calls calls) implements RepositoryMethods {

    @Override
    public CompletableFuture<SettingsProposal> settings(RepositoryParams params) {
      return calls.answer(() -> app.doctor().propose(params.repository()));
    }

    @Override
    public CompletableFuture<WrittenFile> init(InitRepository params) {
      return calls.carryOut(
          () ->
              app.doctor()
                  .init(
                      params.repository(),
                      params.settings(),
                      Boolean.TRUE.equals(params.replace())));
    }
  }
}
