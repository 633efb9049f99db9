package dev.tercet.protocol;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** {@code tercet/server}: the daemon itself. */
@JsonSegment("tercet/server")
public interface ServerMethods {

  /** What runs here. */
  @JsonRequest
  CompletableFuture<ServerStatus> status(NoParams params);

  /**
   * Ends the daemon once this is answered; runs that are at work are taken up at the next start.
   */
  @JsonRequest
  CompletableFuture<ServerStatus> stop(NoParams params);

  /**
   * Ends the daemon once the runs that are under way have come to the end of their item; nothing
   * new is started until then. Answered at once.
   */
  @JsonRequest
  CompletableFuture<ServerStatus> drain(NoParams params);

  /** Opens the port over HTTP, where it is not open yet, and says where it is. */
  @JsonRequest
  CompletableFuture<HttpAddress> http(NoParams params);

  /** Looks at this machine and says what is there, what is missing and how to mend it. */
  @JsonRequest
  CompletableFuture<DoctorReport> doctor(DoctorParams params);
}
