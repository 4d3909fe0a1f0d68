// The details of one task or one run, in a dialog that stays up to date while it is open.

import { ApiError, Trouble, get } from './api.js';
import { placeToasts } from './actions.js';
import { attribute, byId, text, visible } from './dom.js';
import { TaskDetails } from './task-details.js';
import { RunDetails } from './run-details.js';

export class Details {
  #model;
  #dialog = byId('details');
  #body = byId('details-body');
  #shown = null;

  /** Made after this, since buttons here need it and it needs this. */
  actions = null;

  constructor(model) {
    this.#model = model;
    byId('details-close').addEventListener('click', () => this.#dialog.close());
    this.#dialog.addEventListener('close', () => {
      placeToasts();
      // The event comes later than the closing: something else may be open by now.
      if (!this.#dialog.open) {
        this.#forget();
      }
    });
    // A click beside the dialog is one on its backdrop.
    this.#dialog.addEventListener('click', (event) => event.target === this.#dialog && this.#dialog.close());
  }

  openTask(name) {
    this.#open('tasks/' + encodeURIComponent(name), name, new TaskDetails(this.#model, this.actions, this));
  }

  openRun(id) {
    this.#open('taskruns/' + encodeURIComponent(id), 'Run ' + id, new RunDetails(this.#model, this.actions, this));
  }

  #open(path, title, view) {
    this.#forget();
    this.#shown = { path, view };
    text(byId('details-title'), title);
    this.#body.replaceChildren(view.node);
    attribute(this.#body, 'aria-busy', true);
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
    this.update();
  }

  #forget() {
    this.#shown?.view.gone?.();
    this.#shown = null;
  }

  /** Asks for what is shown; does nothing while the dialog is closed. */
  async update() {
    const asked = this.#shown;
    if (!asked) {
      return;
    }
    try {
      const answer = await get(asked.path);
      // Something else may have been opened meanwhile.
      if (asked === this.#shown) {
        asked.view.update(answer);
        this.#problem('');
      }
    } catch (problem) {
      if (!(problem instanceof ApiError)) {
        throw problem;
      }
      if (asked === this.#shown) {
        this.#problem(problem.trouble === Trouble.HIDDEN ? `${problem.message} It may have gone, or is not exposed.` : problem.message);
      }
    }
    attribute(this.#body, 'aria-busy', null);
  }

  #problem(message) {
    text(byId('details-problem'), message);
    visible(byId('details-problem'), Boolean(message));
  }
}
