package dev.tercet.server.rpc;

/** A request that ends in an error, ours to the other side or the other side's to us. */
public final class RpcException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  public RpcException(RpcError error) {
    super(error.message());
    this.error = error;
  }

  public RpcException(int code, String message) {
    this(new RpcError(code, message));
  }

  public RpcError error() {
    return error;
  }

  /** Flow of control, not a fault of ours: nobody reads its stack. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
