package dev.tercet.server.app;

import dev.tercet.protocol.HttpAddress;
import dev.tercet.protocol.ProtocolError;
import java.net.URI;

/** The port over HTTP, which is off until something asks for it. Any thread may call. */
public interface HttpSwitch {

  /**
   * Opens it where it is not open yet.
   *
   * @throws Denied the port cannot be had
   */
  HttpAddress on();

  /** That it cannot be had. */
  static Denied denied(String why) {
    return Denied.because(ProtocolError.FAILED, "no-http", "no HTTP: " + why);
  }

  /** Where its pages are; opens it where it is not open yet. */
  default URI pages() {
    return URI.create(on().url()).resolve("/");
  }
}
