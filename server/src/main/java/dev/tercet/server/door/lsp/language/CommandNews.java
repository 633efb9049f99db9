package dev.tercet.server.door.lsp.language;

import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TercetClient;

/**
 * Hears how far the task protocol is with what a command asked of it, and shows it in the editor's
 * own form. Commands subscribe to nothing.
 */
record CommandNews(Progress progress) implements TercetClient {

  @Override
  public void serverProgress(dev.tercet.protocol.Progress told) {
    switch (told.stage()) {
      case BEGIN, END -> {} // The command has a begin and an end of its own.
      case REPORT -> progress.report(told.token(), told.text());
    }
  }

  @Override
  public void taskChanged(TaskChanged change) {}

  @Override
  public void inboxChanged(Inbox inbox) {}

  @Override
  public void runOutput(RunOutput output) {}
}
