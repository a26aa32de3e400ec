"""What hangs on any record: notes, files, tags, checklists, followers, notifications, stars. A record is named by its
noun's code and its id, as events name their subject; nothing here knows any noun."""
