package dev.tercet.server.door.lsp.task;

import dev.tercet.protocol.DoctorParams;
import dev.tercet.protocol.DoctorReport;
import dev.tercet.protocol.HttpAddress;
import dev.tercet.protocol.NoParams;
import dev.tercet.protocol.ServerMethods;
import dev.tercet.protocol.ServerStatus;
import dev.tercet.server.app.App;
import dev.tercet.server.app.Watching;
import dev.tercet.server.door.lsp.link.Calls;
import java.util.concurrent.CompletableFuture;

/** {@code tercet/server}. */
final class ServerDoor implements ServerMethods {

  private final App app;
  private final Calls calls;
  private final Watching watching;

  ServerDoor(App app, Calls calls, Watching watching) {
    this.app = app;
    this.calls = calls;
    this.watching = watching;
  }

  @Override
  public CompletableFuture<ServerStatus> status(NoParams params) {
    return calls.answer(() -> app.status());
  }

  @Override
  public CompletableFuture<ServerStatus> stop(NoParams params) {
    return calls.carryOut(() -> app.stop());
  }

  @Override
  public CompletableFuture<ServerStatus> drain(NoParams params) {
    return calls.carryOut(() -> app.drain());
  }

  @Override
  public CompletableFuture<HttpAddress> http(NoParams params) {
    return calls.answer(() -> app.http().on());
  }

  @Override
  public CompletableFuture<DoctorReport> doctor(DoctorParams params) {
    return calls.answer(
        () ->
            watching.telling(
                params.progress(),
                "Looking at this machine",
                looking ->
                    app.doctor()
                        .report(
                            params.repository(), Boolean.TRUE.equals(params.refresh()), looking)));
  }
}
