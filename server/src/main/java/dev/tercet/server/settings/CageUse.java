package dev.tercet.server.settings;

/** Whether agents and commands run in a cage. */
public enum CageUse {
  /** Where the machine can build one. */
  AUTO,
  /** Always; where the machine cannot build one, nothing runs. */
  REQUIRED,
  /** Never. */
  OFF
}
