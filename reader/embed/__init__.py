"""What a site carries: the web component and static pages."""
