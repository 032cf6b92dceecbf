import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A sheet at the side of the page; Escape and a click beside it close it, and the focus goes back to where it was. */
export const Drawer = ({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open) return;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div class="drawer-inner">
        <header class="drawer-head">
          <h2>{title}</h2>
          <button type="button" onClick={onClose} aria-label="Close">
            ✕
          </button>
        </header>
        <div class="drawer-body">{children}</div>
      </div>
    </dialog>
  );
};
