package dev.tercet.server.door.lsp;

import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.validation.ReflectiveMessageValidator;

/**
 * Refuses messages of LSP that lack a required member. The task protocol's records see to that
 * themselves, which lsp4j's validator would not notice.
 */
final class RequiredMembers {

  private RequiredMembers() {}

  /** The consumer behind the check, where it takes what comes in. */
  static MessageConsumer checked(MessageConsumer next) {
    if (!(next instanceof RemoteEndpoint)) {
      return next;
    }
    MessageConsumer validator = new ReflectiveMessageValidator(next);
    return message -> {
      boolean ofLsp =
          switch (message) {
            case RequestMessage request -> isOfLsp(request.getParams());
            case NotificationMessage notification -> isOfLsp(notification.getParams());
            default -> false;
          };
      (ofLsp ? validator : next).consume(message);
    };
  }

  private static boolean isOfLsp(@org.jspecify.annotations.Nullable Object params) {
    return params == null || params.getClass().getPackageName().equals("org.eclipse.lsp4j");
  }
}
