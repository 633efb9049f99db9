package dev.tercet.server.model;

/** A provider did not answer. */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ModelFailure failure;

  public ModelException(ModelFailure failure) {
    super(failure.words());
    this.failure = failure;
  }

  /** Why. */
  public ModelFailure failure() {
    return failure;
  }
}
