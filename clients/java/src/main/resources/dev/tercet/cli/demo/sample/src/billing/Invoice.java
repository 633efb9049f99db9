package billing;

import java.time.LocalDate;

/** What a customer owes for something, in cents. */
public record Invoice(int number, String customer, LocalDate date, long cents, String note) {}
