package dev.tercet.server.process;

/**
 * What a child is put into before it is started, so that it sees and writes only what it may.
 *
 * <p>Stateless and safe for any thread. Whoever starts a child for an agent, or a command that a
 * repository, a template or an agent named, passes its spec through the confinement of its run.
 */
@FunctionalInterface
public interface Confinement {

  /** Nothing is held back. */
  Confinement NONE = spec -> spec;

  /**
   * The same program, confined.
   *
   * @throws ProcessException when the walls cannot be put up as they are asked for
   */
  ProcessSpec around(ProcessSpec spec);
}
