/** What is set on an element when it is made. */
interface Made {
  readonly className?: string;
  readonly textContent?: string;
  readonly role?: string;
  readonly hidden?: boolean;
}

/** An element with its children; text is never read as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  made: Made = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(name);
  if (made.className !== undefined) {
    created.className = made.className;
  }
  if (made.textContent !== undefined) {
    created.textContent = made.textContent;
  }
  if (made.role !== undefined) {
    created.setAttribute('role', made.role);
  }
  if (made.hidden !== undefined) {
    created.hidden = made.hidden;
  }
  created.append(...children);
  return created;
}

export function button(text: string, press: () => void): HTMLButtonElement {
  const created = element('button', { textContent: text });
  created.type = 'button';
  created.addEventListener('click', press);
  return created;
}
