package dev.tercet.cli;

import dev.tercet.protocol.Inbox;
import dev.tercet.protocol.RunOutput;
import dev.tercet.protocol.TaskChanged;
import dev.tercet.protocol.TercetClient;

/** Hears nothing: for commands that ask once and end. */
class Unheard implements TercetClient {

  @Override
  public void taskChanged(TaskChanged change) {}

  @Override
  public void inboxChanged(Inbox inbox) {}

  @Override
  public void runOutput(RunOutput output) {}
}
