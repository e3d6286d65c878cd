/** Every word the shell itself shows: menus and dialogs. It knows no name and no word of the journal. */
export const TEXTS = {
  appName: "Twofold",
  menus: {
    journal: "Journal",
    edit: "Edit",
    view: "View",
    window: "Window",
  },
  commands: {
    lock: "Lock now",
    "new-entry": "New entry",
    "new-need": "Say a need",
    "export-backup": "Back up to a file…",
    "restore-backup": "Open a backup…",
    "open-settings": "Settings…",
  },
  dialogs: {
    backup: { save: "Where should the backup go?", open: "Which backup?", kind: "Twofold backup" },
    import: { open: "What should come in?", kind: "Journals of other apps" },
    export: { save: "Where should the export go?", kind: "Zip archive" },
    file: { save: "Where should the copy go?", kind: "Any file" },
    importFolder: "Which folder of Markdown files?",
    backupFolder: "Where should Twofold keep its backups?",
  },
} as const;
