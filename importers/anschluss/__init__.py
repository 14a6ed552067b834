"""Whether authorities are connected to services that all share, as FIT-Connect's routing and the Bundesportal say."""
